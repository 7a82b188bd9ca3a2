// The filters beside the legend: tier, province, topic and years, each only where the network has such values; and the line
// that says how much is shown.

/* global window */

const TIERS = { province: "tier_province", regency: "tier_regency" };

function createFilters({ opener, fields, active, count, whole }, model) {
  const tiers = valuesOf(model.nodes, "tier");
  const provinces = valuesOf(model.nodes, "province");
  const topics = model.edges.some((edge) => edge.parts.some((part) => part.label));
  opener.hidden = !(tiers.length || provinces.length || topics || model.years);
  opener.addEventListener("click", () => open(fields.hidden));
  open(!opener.hidden && !window.matchMedia("(max-width: 760px)").matches);

  function open(wanted) {
    fields.hidden = !wanted;
    opener.setAttribute("aria-expanded", String(wanted));
  }

  const tierName = (tier) => (Object.hasOwn(TIERS, tier) ? model.say(TIERS[tier]) : tier);
  let controls = [];

  function refresh() {
    controls = [
      tiers.length ? choice("tier", tiers.map((tier) => [tier, tierName(tier)]), model) : null,
      provinces.length ? choice("province", provinces.map((province) => [province, province]), model) : null,
      topics ? words("topic", model) : null,
      model.years ? yearRange(model) : null,
    ].filter(Boolean);
    const clear = element("button", { type: "button", class: "plain", id: "clear", onclick: () => model.change(NO_FILTER) }, model.say("clear"));
    replaceContent(fields, ...controls.map((control) => control.field), clear);
    sync();
  }

  function sync() {
    for (const control of controls) control.sync();
    fields.querySelector("#clear").disabled = !filtering(model.state);
    active.textContent = filtering(model.state) ? model.say("filter_active") : "";
    count.textContent = counted(model);
    whole.hidden = !model.state.steps;
  }
  return { refresh, sync };
}

// The different values of an attribute, in order.
function valuesOf(nodes, name) {
  return [...new Set(nodes.map((node) => node[name]).filter(Boolean))].sort((a, b) => a.localeCompare(b) || (a < b ? -1 : 1));
}

// A list to choose one of [value, name] from, or all.
function choice(key, values, model) {
  const options = [model.say("all"), ...values.map(([, name]) => name)].map((name, place) => element("option", { value: place }, name));
  const choose = () => model.change({ [key]: list.value === "0" ? null : values[Number(list.value) - 1][0] });
  const list = element("select", { id: `filter-${key}`, onchange: choose }, ...options);
  const sync = () => {
    list.value = String(values.findIndex(([value]) => value === model.state[key]) + 1);
  };
  return { field: field(key, list, model), sync };
}

function words(key, model) {
  const box = element("input", {
    id: `filter-${key}`, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    placeholder: model.say("topic_hint"), oninput: () => model.change({ [key]: box.value }),
  });
  const sync = () => {
    if (box.value !== model.state[key]) box.value = model.state[key];
  };
  return { field: field(key, box, model), sync };
}

// Two sliders, from a year to a year; neither goes past the other.
function yearRange(model) {
  const { first, last } = model.years;
  const from = yearSlider("from", first, model);
  const to = yearSlider("to", last, model);
  const start = () => model.state.from ?? first;
  const end = () => model.state.to ?? last;
  const choose = (one, other) => model.change(one > first || other < last ? { from: one, to: other } : { from: null, to: null });
  from.slider.addEventListener("input", () => choose(Math.min(Number(from.slider.value), end()), end()));
  to.slider.addEventListener("input", () => choose(start(), Math.max(Number(to.slider.value), start())));
  const sync = () => {
    from.show(start());
    to.show(end());
  };
  const group = element("div", { class: "years", role: "group", "aria-label": model.say("years") }, from.field, to.field);
  return { field: group, sync };
}

function yearSlider(key, year, model) {
  const slider = element("input", { id: `filter-${key}`, type: "range", min: model.years.first, max: model.years.last, step: 1, value: year });
  const said = element("output", { for: slider.id });
  const label = element("label", { for: slider.id }, model.say(key === "from" ? "year_from" : "year_to"), " ", said);
  const show = (value) => {
    slider.value = String(value);
    said.textContent = String(value);
  };
  return { slider, show, field: element("div", { class: "field" }, label, slider) };
}

function field(key, control, model) {
  return element("div", { class: "field" }, element("label", { for: control.id }, model.say(key)), control);
}

function counted(model) {
  const { nodes, links, undated } = model.counts();
  const shown = model.say("shown_counts", {
    nodes: model.number(nodes), all_nodes: model.number(model.nodes.length),
    links: model.number(links), all_links: model.number(model.edges.length),
  });
  const without = undated ? model.say("undated_left_out", { count: model.number(undated) }) : null;
  const { centre, steps } = model.state;
  const around = steps ? model.say(steps === 1 ? "around_one" : "around_two", { name: centre.label }) : null;
  return [shown, around, without].filter(Boolean).join(" · ");
}
