"use strict";
// The query page: named queries with their parameters, SPARQL of one's own, results as a table. Everything that comes
// from the graph is set as text, never as markup.
(() => {
  const $ = (id) => document.getElementById(id);
  const { decisions } = document.body.dataset; // where they are taken; empty where they are not
  if (decisions) $("sparql").value = $("sparql").value.replace("SELECT ", "SELECT ?key ").replace("WHERE {", "WHERE {\n  ?evidence nw:evidenceFor ?key .");
  const own = $("sparql").value;
  let queries = [];

  const element = (name, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const chosen = () => queries.find((q) => q.name === $("named").value);

  function choose() {
    const query = chosen();
    $("about").textContent = query ? query.description : "";
    $("sparql").value = query ? query.sparql : own;
    $("sparql").readOnly = Boolean(query);
    $("parameters").replaceChildren();
    for (const p of query ? query.parameters : []) {
      const label = element("label", `${p.name}: ${p.description}${p.optional ? " (optional)" : ""}`);
      const field = element("input");
      field.id = field.name = `parameter-${p.name}`;
      field.value = p.default ?? "";
      field.required = !p.optional && p.default === null;
      label.htmlFor = field.id;
      $("parameters").append(label, field);
    }
  }

  function show(found) {
    if ("boolean" in found) {
      $("results").replaceChildren(element("p", found.boolean ? "true" : "false"));
      return 1;
    }
    const table = element("table");
    const head = table.createTHead().insertRow();
    for (const name of found.head.vars) {
      const cell = element("th", name);
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of found.results.bindings) {
      const line = body.insertRow();
      for (const name of found.head.vars) line.insertCell().append(shown(row[name]));
    }
    $("results").replaceChildren(table);
    return found.results.bindings.length;
  }

  /** A value of the results; a fact is a button that takes its key into the form below, where decisions are taken. */
  function shown(term) {
    const key = decisions && term?.type === "uri" ? /\/fact\/([^/?#]+)$/.exec(term.value)?.[1] : undefined;
    if (key === undefined) return term?.value ?? "";
    const made = element("button", key);
    made.type = "button";
    made.addEventListener("click", () => {
      $("key").value = decodeURIComponent(key);
      $("why").focus();
    });
    return made;
  }

  async function decide(event) {
    event.preventDefault();
    const said = $("decided");
    said.textContent = "writing ...";
    const line = { decision: event.submitter?.value ?? "reject", fact: $("key").value.trim(), why: $("why").value.trim(), who: $("who").value.trim() };
    const headers = { "Content-Type": "application/json", "X-Newsweave-Token": $("token").value.trim() };
    try {
      const answer = await fetch(decisions, { method: "POST", headers, body: JSON.stringify({ decisions: [line] }) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(text.trim());
      said.textContent = JSON.parse(text).note ?? "written; the next query sees it";
      $("key").value = $("why").value = "";
    } catch (error) {
      said.textContent = error.message;
    }
  }

  async function run(event) {
    event.preventDefault();
    const query = chosen();
    const message = $("message");
    message.className = "";
    message.textContent = "running ...";
    const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.5" };
    const begun = performance.now();
    try {
      let answer;
      if (query) {
        const values = new URLSearchParams(query.parameters.map((p) => [p.name, $(`parameter-${p.name}`).value]));
        answer = await fetch(`/named/${query.name}?${values}`, { headers });
      } else {
        const body = new URLSearchParams({ query: $("sparql").value });
        answer = await fetch("/sparql", { method: "POST", headers, body });
      }
      const text = await answer.text();
      if (!answer.ok) throw new Error(text.trim());
      const seconds = ((performance.now() - begun) / 1000).toFixed(2);
      if (answer.headers.get("content-type").includes("json")) {
        const rows = show(JSON.parse(text));
        const cut = answer.headers.get("x-newsweave-truncated");
        message.textContent = `${rows} rows in ${seconds} s${cut ? `, ${cut}` : ""}`;
      } else {
        $("results").replaceChildren(element("pre", text));
        message.textContent = `in ${seconds} s`;
      }
    } catch (error) {
      message.className = "wrong";
      message.textContent = error.message;
      $("results").replaceChildren();
    }
  }

  $("decide").hidden = !decisions;
  $("decide").addEventListener("submit", decide);
  $("form").addEventListener("submit", run);
  $("named").addEventListener("change", choose);
  $("sparql").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("form").requestSubmit();
  });
  fetch("/queries")
    .then((answer) => answer.json())
    .then((known) => {
      queries = known;
      for (const q of known) {
        const option = element("option", `${q.name}: ${q.title}`);
        option.value = q.name;
        $("named").append(option);
      }
    });
})();
