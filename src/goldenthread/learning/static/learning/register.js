// Saves each tap. While there is no connection, marks stay on this phone and are sent when it is back.
// Without JavaScript the form posts as it is.
(() => {
  const form = document.querySelector("form[data-register]");
  if (!form) return;
  const key = `register-${form.dataset.session}`;
  const banner = document.querySelector("[data-offline]");
  const said = document.querySelector("[data-register-said]");
  const read = () => JSON.parse(window.localStorage.getItem(key) || "{}");
  const keep = (marks) => {
    if (Object.keys(marks).length) window.localStorage.setItem(key, JSON.stringify(marks));
    else window.localStorage.removeItem(key);
    const count = Object.keys(marks).length;
    const words = document.querySelector("[data-offline-words]");
    words.textContent = count === 1
      ? "1 mark is kept on this phone and will be sent when you are back."
      : `${count} marks are kept on this phone and will be sent when you are back.`;
    banner.hidden = count === 0 || navigator.onLine;
    form.querySelectorAll("[data-person]").forEach((row) => {
      row.classList.toggle("unsent", row.dataset.person in marks);
    });
  };
  const forget = (person, value) => {
    const marks = read();
    if (marks[person] === value) delete marks[person];
    keep(marks);
  };
  const post = async (person, value) => {
    if (read()[person] !== value) return; // changed again meanwhile: the later mark is the one to keep
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append(`mark-${person}`, value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (answer.redirected) { window.location = answer.url; return; }
      if (!answer.ok && answer.status !== 422) return;
      said.textContent = await answer.text();
      said.classList.toggle("vh", answer.ok);
      forget(person, value);
      const row = form.querySelector(`[data-person="${CSS.escape(person)}"]`);
      if (row) row.classList.toggle("kept", answer.ok);
    } catch { keep(read()); banner.hidden = false; }
  };
  // One after the other: an arrow key passes over a mark on the way to another, and the last one must win.
  let line = Promise.resolve();
  const send = (person, value) => { line = line.then(() => post(person, value)); };
  const sendKept = () => Object.entries(read()).forEach(([person, value]) => send(person, value));
  form.addEventListener("change", (event) => {
    const person = event.target.name.replace("mark-", "");
    event.target.closest("[data-person]").classList.remove("kept");
    keep({ ...read(), [person]: event.target.value });
    send(person, event.target.value);
  });
  window.addEventListener("online", sendKept);
  window.addEventListener("offline", () => keep(read()));
  Object.entries(read()).forEach(([person, value]) => {
    const box = form.querySelector(`#mark-${CSS.escape(person)}-${CSS.escape(value)}`);
    if (box) box.checked = true;
  });
  keep(read());
  sendKept();
})();
