// "Leave this page": one press, or Shift three times. The page is replaced, so Back does not return to it. A page
// that has put steps of its own behind Back says how many in history.state.steps; those are left first.
(() => {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  const leave = () => {
    document.body.replaceChildren();
    document.title = "";
    const replace = () => window.location.replace(link.href);
    const steps = window.history.state?.steps || 0;
    if (!steps) { replace(); return; }
    window.addEventListener("popstate", replace, { once: true });
    window.history.go(-steps);
    window.setTimeout(replace, 400);
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
