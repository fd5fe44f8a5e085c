// Reads a JSON list of PromQL expressions, and writes a JSON list of what is wrong with each: an empty text when nothing is.
import { parser } from "@prometheus-io/lezer-promql";
import { readFileSync } from "node:fs";

const wrong = (expression) => {
  let first = "";
  parser.parse(expression).iterate({
    enter: (node) => {
      if (node.type.isError && first === "") {
        first = `not PromQL at "${expression.slice(node.from)}"`;
      }
    },
  });
  return first;
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(wrong)));
