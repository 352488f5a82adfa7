// Opens the move menu under a person, one at a time. Without this, “Move…” is a link to a page.
(() => {
  const close = (link) => {
    const menu = document.getElementById(`move-${link.dataset.move}`);
    if (menu) menu.remove();
    link.setAttribute("aria-expanded", "false");
    link.classList.remove("mv--open");
  };
  const open = async (link) => {
    document.querySelectorAll("[data-move][aria-expanded=true]").forEach(close);
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) { window.location = link.href; return; }
    link.closest("li").insertAdjacentHTML("afterend", await answer.text());
    const menu = document.getElementById(`move-${link.dataset.move}`);
    if (!menu) { window.location = link.href; return; }
    window.htmx.process(menu);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", menu.id);
    link.classList.add("mv--open");
    const first = menu.querySelector("button, summary");
    if (first) first.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-move]");
    if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-expanded") === "true") close(link);
    else open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const link = document.querySelector("[data-move][aria-expanded=true]");
    if (link) { close(link); link.focus(); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const said = event.target.id === "plan" || document.getElementById("plan") === event.target
      ? document.querySelector("[data-said]") : null;
    if (said) said.focus({ preventScroll: true });
  });
})();
