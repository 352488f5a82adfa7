// Counts marks as they are made, and fills the rest with one press. Without JavaScript the form posts as it is.
(() => {
  const register = document.querySelector("[data-register]");
  if (!register) return;
  const people = () => [...register.querySelectorAll("fieldset.seg")];
  const marked = () => people().filter((person) => person.querySelector("input:checked"));
  const count = () => {
    const done = marked().length;
    const all = people().length;
    const words = document.querySelector("[data-register-count]");
    if (words) words.textContent = `${done} of ${all} marked`;
    const line = document.querySelector("[data-register-progress]");
    if (line) line.value = done;
    const rest = document.querySelector("[data-register-rest]");
    if (!rest) return;
    rest.hidden = done === all;
    rest.textContent = `Mark the other ${all - done} “${rest.dataset.word}”`;
  };
  register.addEventListener("change", count);
  const rest = document.querySelector("[data-register-rest]");
  if (rest) rest.addEventListener("click", (event) => {
    event.preventDefault();
    people().filter((person) => !person.querySelector("input:checked")).forEach((person) => {
      const choice = person.querySelector(`input[value="${rest.dataset.value}"]`);
      if (choice) { choice.checked = true; choice.dispatchEvent(new Event("change", { bubbles: true })); }
    });
  });
  count();
})();
