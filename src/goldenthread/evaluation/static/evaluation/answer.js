// Questions: skipping clears an answer, answering takes the skip back, and the gold line keeps count.
(() => {
  const form = document.querySelector("form[data-questions]");
  if (!form) return;
  const cards = [...form.querySelectorAll("[data-question]")];
  const words = document.querySelector("[data-progress-words]");
  const line = document.querySelector("[data-progress]");
  const time = document.querySelector("[data-progress-time]");
  const boxes = (card) => [...card.querySelectorAll("input, textarea")].filter((box) => box.name !== "skip");
  const skip = (card) => card.querySelector("input[name=skip]");
  const isFilled = (box) => (box.matches("[type=radio], [type=checkbox]") ? box.checked : box.value.trim() !== "");
  const count = () => {
    let done = 0;
    for (const card of cards) {
      const skipped = skip(card).checked;
      const isDone = skipped || boxes(card).some(isFilled);
      card.classList.toggle("done", isDone);
      card.classList.toggle("q--skipped", skipped);
      if (isDone) done += 1;
    }
    words.textContent = `${done} of ${cards.length} done`;
    line.value = done;
    if (time && done === cards.length) time.textContent = "";
  };
  form.addEventListener("input", (event) => {
    const card = event.target.closest("[data-question]");
    if (!card) return;
    if (event.target.name !== "skip") {
      if (isFilled(event.target)) skip(card).checked = false;
    } else if (event.target.checked) {
      for (const box of boxes(card)) {
        if (box.matches("[type=radio], [type=checkbox]")) box.checked = false;
        else box.value = "";
      }
    }
    count();
  });
  count();
})();
