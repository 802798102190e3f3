// Numbers, times and durations as people read them.

/** +12025550100 as +1 202 555 0100; anything else as it is. */
export function number(text) {
  const found = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(text);
  if (found) return `+1 ${found[1]} ${found[2]} ${found[3]}`;
  return !text || text === "anonymous" ? "number withheld" : text;
}

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return formats.get(key);
}

/** 4:05 PM, in the line's time zone. `at`: seconds since 1970. */
export const hour = (at, zone) => format(zone, { hour: "numeric", minute: "2-digit" }).format(at * 1000);

/** Monday, November 30. */
export const day = (at, zone) => format(zone, { weekday: "long", month: "long", day: "numeric" }).format(at * 1000);

export const weekday = (at, zone) => format(zone, { weekday: "long" }).format(at * 1000);

/** The hour of the day, 0 to 23. */
export const hourOfDay = (at, zone) => Number(format(zone, { hour: "2-digit", hourCycle: "h23" }).format(at * 1000));

/** 0:42, or 1:02:03. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  if (whole >= 3600) parts.unshift(Math.floor(whole / 3600));
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : String(part))).join(":");
}

/** New_York as New York, for whoever reads which clock this is. */
export const place = (zone) => zone.split("/").pop().replaceAll("_", " ");

export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
