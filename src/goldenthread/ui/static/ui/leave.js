// "Leave this page": one press, or Shift three times. The page is replaced, so Back does not return to it.
(() => {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  const leave = () => {
    document.body.replaceChildren();
    document.title = "";
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  let presses = 0;
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = 0; return; }
    if (event.repeat) return;
    presses = event.timeStamp - last < 2000 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave();
  });
})();
