// SPDX-License-Identifier: Apache-2.0

// A rule file around one test, whose body begins on line 16.
#pragma once

#include <string>

namespace leadscore {

inline std::string with_test(const std::string& body) {
  return R"(leadscore: 1
timezone: Asia/Shanghai
attributes: {size: integer, kind: {type: text, one_of: [a, b]}, tags: list, ok: boolean, key: text}
events: {visit: {page url: text, seconds: number}}
feedback: {no: {reason: text}}
scores: {fit: {rules: [{rule: r, event: visit, points: 1}]}, total: fit * 2}
bands: {grade: {of: fit, A: 5, B: 0}, both: "{grade}x"}
signals: {mql: {when: fit > 1}, churn risk: {when: fit > 5}}
lifecycle: {stages: [{stage: new}, {stage: mql}]}
routing: [{to: sales, when: fit > 5}, {to: nurture}]
accounts:
  {key: key, attributes: {tier: text}, scores: {best: max(members.fit)},
   signals: {mqa: {when: best > 5}}, bands: {heat: {of: best, hot: 5}}, journey: [{to: open}]}
tests:
  - test: t
)" + body;
}

}  // namespace leadscore
