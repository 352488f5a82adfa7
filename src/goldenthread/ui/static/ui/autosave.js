// Says what autosave is doing. A form asks for it with htmx: hx-post, hx-trigger="change delay:400ms", data-autosave.
// The sentence goes to the element named by data-autosave (an id), an aria-live region.
(() => {
  const say = (form, words) => {
    const place = document.getElementById(form.dataset.autosave);
    if (place) place.textContent = words;
  };
  const formOf = (event) => event.target.closest("form[data-autosave]");
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (form) say(form, "Saving…");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    const clock = new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "");
    say(form, event.detail.successful ? `Saved at ${clock}` : "Not saved yet. Your words are still here; press the button to try again.");
  });
})();
