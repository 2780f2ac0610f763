// SPDX-License-Identifier: Apache-2.0

// All of leadscore. Each header says what it is, what it is not for, and what threads may do:
//
//     ruleset.hpp      load_rules(): a rule file to an immutable RuleSet, or every diagnostic
//     limits.hpp       what a rule file may cost
//     rule_file.hpp    the same from a path: the only header that opens files
//     schema.hpp       a JSON Schema of rule files, for editors
//     fact.hpp         what is known of leads: events, attribute changes, corrections
//     lead.hpp         one lead that keeps no more than it needs: outputs once, timers, bytes
//     engine.hpp       many of them: threads, timers, merges, new rules
//     history.hpp      one lead with all of its facts: ask at any instant
//     population.hpp   many leads with all of their facts
//     batch.hpp        many leads at one instant: columns in, scores out; batch_of_leads.hpp
//     row.hpp          one lead at one instant, value by value
//     snapshot.hpp     what a lead is at an instant
//     output.hpp       crossings, moves, routes, rejections, alerts, corrections
//     explain.hpp      where points came from, why not, what changes next
//     testing.hpp      the tests that stand in rule files
//     lint.hpp         what is doubtful in a rule file that is correct
//     diagnostic.hpp time.hpp points.hpp value.hpp    the values all of these speak in
#pragma once

#include <leadscore/batch.hpp>
#include <leadscore/batch_of_leads.hpp>
#include <leadscore/diagnostic.hpp>
#include <leadscore/explain.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/history.hpp>
#include <leadscore/lead.hpp>
#include <leadscore/limits.hpp>
#include <leadscore/lint.hpp>
#include <leadscore/output.hpp>
#include <leadscore/points.hpp>
#include <leadscore/population.hpp>
#include <leadscore/row.hpp>
#include <leadscore/rule_file.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/schema.hpp>
#include <leadscore/snapshot.hpp>
#include <leadscore/testing.hpp>
#include <leadscore/time.hpp>
#include <leadscore/value.hpp>
