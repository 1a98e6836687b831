-- The large ledgers of one year, multiplied from the small tables that tests.bench.data draws.
-- Runs on SQLite and PostgreSQL; the values are parameters.

INSERT INTO disclosure_disclosurerequest
    (number, received_on, kind_id, method_id, division_id, subject, extension_reason,
     search_key)
SELECT n.number, d.day, m.kind_id, m.method_id, p.division_id, '記録その' || n.number, '',
       '記録ソノ' || n.number
FROM bench_number n
JOIN bench_day d ON d.year = %(year)s AND d.place = n.number * 364 / %(requests)s
JOIN bench_request m ON m.place = n.number %% %(request_patterns)s
JOIN bench_division p ON p.place = n.number %% %(divisions)s
WHERE n.number <= %(requests)s
ORDER BY n.number;

-- One request in fifty is still pending; one in ninety-seven was answered in two parts.
INSERT INTO disclosure_disposition (request_id, outcome_id, decided_on)
SELECT r.id, m.outcome_id, r.received_on
FROM disclosure_disclosurerequest r
JOIN bench_request m ON m.place = r.number %% %(request_patterns)s
WHERE r.year = %(year)s AND r.number %% 50 <> 7
ORDER BY r.id;

INSERT INTO disclosure_disposition (request_id, outcome_id, decided_on)
SELECT r.id, %(granted)s, r.received_on
FROM disclosure_disclosurerequest r
WHERE r.year = %(year)s AND r.number %% 97 = 3
ORDER BY r.id;

INSERT INTO disclosure_dispositionclause (disposition_id, clause_id)
SELECT d.id, c.clause_id
FROM disclosure_disclosurerequest r
JOIN disclosure_disposition d ON d.request_id = r.id
JOIN bench_request m ON m.place = r.number %% %(request_patterns)s AND m.outcome_id = d.outcome_id
JOIN bench_clause c ON c.place = m.place
WHERE r.year = %(year)s
ORDER BY d.id;

INSERT INTO outside_use_usenotice
    (number, notified_on, kind, ground_id, division_id,
     using_business, used_business, items, recipient, search_key)
SELECT n.number, d.day, m.kind, m.ground_id, p.division_id,
       m.using_business, m.used_business, m.items, '', m.search_key
FROM bench_number n
JOIN bench_day d ON d.year = %(year)s AND d.place = n.number * 364 / %(use_notices)s
JOIN bench_use m ON m.place = n.number %% %(use_patterns)s
JOIN bench_division p ON p.place = n.number %% %(divisions)s
WHERE n.number <= %(use_notices)s
ORDER BY n.number;
