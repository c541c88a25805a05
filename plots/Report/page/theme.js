/** Light and dark: as the system says, or as was chosen here. */
const Theme = {
  key: "fragsim-theme",
  listeners: [],
  colours: new Map(),

  /** A colour of the style sheet, such as "--s0". */
  ink(name) {
    let colour = Theme.colours.get(name);
    if (colour === undefined) {
      colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      Theme.colours.set(name, colour);
    }
    return colour;
  },

  onChange(listener) {
    Theme.listeners.push(listener);
  },

  changed() {
    Theme.colours.clear();
    for (const listener of Theme.listeners) listener();
  },

  /** A page opened from disk may have no storage: the choice then lasts as long as the page. */
  stored(value) {
    try {
      if (value === undefined) return localStorage.getItem(Theme.key);
      localStorage.setItem(Theme.key, value);
    } catch {
      return null;
    }
    return value;
  },

  start() {
    const root = document.documentElement;
    const button = document.getElementById("theme");
    const choices = ["automatic", "light", "dark"];
    let choice = Math.max(0, choices.indexOf(Theme.stored()));
    const apply = () => {
      if (choice === 0) delete root.dataset.theme;
      else root.dataset.theme = choices[choice];
      button.textContent = "Theme: " + choices[choice];
      Theme.changed();
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      choice = (choice + 1) % choices.length;
      Theme.stored(choices[choice]);
      apply();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", Theme.changed);
    apply();
  },
};
