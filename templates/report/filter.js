"use strict";
const form = document.getElementById("filter");
if (form) {
  const words = document.getElementById("words");
  const end = document.getElementById("end");
  const told = document.getElementById("found");
  const rows = [...document.querySelectorAll("#lines tbody tr")];
  const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
  const total = rows.length;
  let waiting;
  const show = () => {
    const wanted = words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, place) => {
      const fits = (!end.value || row.className === end.value) && wanted.every((word) => texts[place].includes(word));
      row.hidden = !fits;
      count += fits;
    });
    const shown = count.toLocaleString("en");
    told.textContent = count === total ? `${shown} shown` : `${shown} of ${total.toLocaleString("en")} shown`;
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  };
  words.addEventListener("input", soon);
  end.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  form.hidden = false;
  show();
}
