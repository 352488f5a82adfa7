/* The list beneath the search field: arrows walk through it, Escape closes it. Without this script
   the field is a plain form. */
(() => {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const field = form.querySelector("input[type=search]");
  const list = form.querySelector("[data-suggestions]");
  const links = () => [...list.querySelectorAll("a")];
  const close = () => { list.replaceChildren(); };
  form.addEventListener("keydown", (event) => {
    const all = links();
    if (event.key === "Escape" && list.childElementCount) {
      event.preventDefault();
      close();
      field.focus();
      return;
    }
    if (!all.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (at < 0 ? field : all[Math.min(at, all.length - 1)]).focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) setTimeout(() => { if (!form.contains(document.activeElement)) close(); }, 150);
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (!form.contains(document.activeElement) || !field.value.trim()) event.detail.shouldSwap = false;
    if (!field.value.trim()) close();
  });
})();
