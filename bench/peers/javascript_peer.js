// SPDX-License-Identifier: Apache-2.0
//
// A workload in JavaScript: `function`, the function generated from the rules; `json-rules-engine`
// and `node-rules`, the packages of these names with one rule each for every case.
//
//     node javascript_peer.js KIND FOLDER LEADS SECONDS REPEATS
"use strict";
const fs = require("fs");
const path = require("path");

const [kind, folder, most, seconds, repeats] = process.argv
  .slice(2)
  .map((text, i) => (i < 2 ? text : Number(text)));
const names = { function: "JavaScript function" };

function read_columns() {
  const columns = {};
  for (const column of JSON.parse(fs.readFileSync(path.join(folder, "columns.json"))).columns) {
    const bytes = fs.readFileSync(path.join(folder, column.name + ".column"));
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const values =
      column.bytes === 8
        ? new Float64Array(buffer)
        : column.bytes === 2
          ? new Uint16Array(buffer)
          : new Uint8Array(buffer);
    columns[column.name] =
      column.type === "text"
        ? Array.from(values.subarray(0, most), (code) => (code === 0 ? null : column.texts[code - 1]))
        : values;
  }
  return columns;
}

// What is known of a lead, as an object.
function fact_of(columns, i) {
  const fact = {};
  for (const [name, values] of Object.entries(columns)) {
    const value = values[i];
    if (value === null || Number.isNaN(value)) continue;
    if (values instanceof Uint8Array) {
      if (value !== 2) fact[name] = value === 1;
    } else {
      fact[name] = value;
    }
  }
  return fact;
}

// Of each choice the case that stands first among those that hold, by the number of the choice.
function total_of(scores, first) {
  let total = 0;
  for (const score of scores) {
    let sum = 0;
    for (const item of score.sums) {
      let part = 0;
      for (const choice of item.choices) {
        const place = first.get(choice.number);
        if (place !== undefined) part += choice.cases[place].points;
      }
      sum += item.cap === null ? part : Math.min(part, item.cap);
    }
    total += score.bounds === null ? sum : Math.max(score.bounds[0], Math.min(score.bounds[1], sum));
  }
  return total;
}

function read_rules() {
  const { scores } = JSON.parse(fs.readFileSync(path.join(folder, "rules.json")));
  const rules = [];
  let number = 0;
  for (const score of scores) {
    for (const item of score.sums) {
      item.choices = item.choices.map((cases) => ({ number: number++, cases }));
      for (const choice of item.choices) {
        choice.cases.forEach((one, place) => rules.push({ choice: choice.number, place, ...one }));
      }
    }
  }
  return { scores, rules };
}

function keep_first(first, choice, place) {
  const known = first.get(choice);
  if (known === undefined || place < known) first.set(choice, place);
}

function with_json_rules_engine(columns) {
  const { Engine } = require("json-rules-engine");
  const { scores, rules } = read_rules();
  const engine = new Engine([], { allowUndefinedFacts: true });
  const is_text = (value) => typeof value === "string";
  engine.addOperator("textContains", (value, part) => is_text(value) && value.includes(part));
  engine.addOperator("textLacks", (value, part) => is_text(value) && !value.includes(part));
  engine.addOperator("otherThan", (value, texts) => is_text(value) && !texts.includes(value));
  engine.addOperator("isKnown", (value, wanted) => (value !== undefined) === wanted);
  for (const rule of rules) {
    const event = { type: "points", params: { choice: rule.choice, place: rule.place } };
    engine.addRule({ conditions: rule.when, event });
  }
  return async (i) => {
    const { events } = await engine.run(fact_of(columns, i));
    const first = new Map();
    for (const { params } of events) keep_first(first, params.choice, params.place);
    return total_of(scores, first);
  };
}

function with_node_rules(columns) {
  const { RuleEngine } = require("node-rules");
  const { scores, rules } = read_rules();
  const engine = new RuleEngine([], { ignoreFactChanges: true });
  const register = rules.map((rule) => {
    const holds = new Function("f", "return " + rule.test + ";");
    return {
      condition: (R, fact) => R.when(holds(fact)),
      consequence: (R, fact) => {
        keep_first(fact.first, rule.choice, rule.place);
        R.next();
      },
    };
  });
  engine.register(register);
  return (i) =>
    new Promise((done) => {
      // The engine copies what is enumerable of a fact.
      const fact = fact_of(columns, i);
      fact.first = new Map();
      engine.execute(fact, (result) => done(total_of(scores, result.first)));
    });
}

async function main() {
  const columns = read_columns();
  const answers = new BigInt64Array(most);
  let work;
  if (kind === "function") {
    const score = new Function("c", fs.readFileSync(path.join(folder, "rules.js"), "utf8"))(columns);
    const totals = new Float64Array(most);
    work = (leads) => {
      for (let i = 0; i < leads; i++) totals[i] = score(i);
    };
    work.finish = (leads) => {
      for (let i = 0; i < leads; i++) answers[i] = BigInt(totals[i]);
    };
  } else {
    const score = kind === "node-rules" ? with_node_rules(columns) : with_json_rules_engine(columns);
    work = async (leads) => {
      for (let i = 0; i < leads; i++) answers[i] = BigInt(await score(i));
    };
    work.finish = () => {};
  }

  const timed = async (leads) => {
    const begun = process.cpuUsage();
    await work(leads);
    const { user, system } = process.cpuUsage(begun);
    return Math.max(1, user + system) * 1000;
  };
  let leads = Math.min(most, kind === "function" ? 1000 : 30);
  await timed(leads);
  const trial = await timed(leads);
  leads = Math.max(leads, Math.min(most, Math.floor(((seconds * 1e9) / trial) * leads)));
  const nanoseconds = [];
  for (let i = 0; i < repeats; i++) nanoseconds.push(await timed(leads));
  work.finish(leads);
  const name = names[kind] ?? kind;
  fs.writeFileSync(
    path.join(folder, name + ".answers"),
    Buffer.from(answers.buffer, 0, leads * 8),
  );
  console.log(JSON.stringify({ name, leads, nanoseconds }));
}

main();
