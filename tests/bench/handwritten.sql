-- The figures of one year in one statement, as one would write it by hand for this database.
-- Runs on SQLite and PostgreSQL. Each row: figure, four labels, number or place in a list.
WITH place AS (
    SELECT division.id AS division_id, division.name AS division,
           department.name AS department, agency.name AS agency
    FROM kurume_privacy_division division
    JOIN kurume_privacy_department department ON department.id = division.department_id
    JOIN kurume_privacy_agency agency ON agency.id = department.agency_id
),
-- Every request with each of its dispositions, read once for three figures.
answer AS MATERIALIZED (
    SELECT request.kind_id, request.method_id, request.division_id,
           disposition.id AS disposition_id, disposition.outcome_id
    FROM disclosure_disclosurerequest request
    LEFT JOIN disclosure_disposition disposition ON disposition.request_id = request.id
    WHERE request.year = %(year)s
),
answered AS (
    SELECT kind_id, method_id, outcome_id, COUNT(*) AS records
    FROM answer GROUP BY kind_id, method_id, outcome_id
),
-- The clauses of a disposition as one number: clause 1 is bit 1, clause 2 bit 2 and so on.
limited AS (
    SELECT answer.outcome_id, answer.division_id, SUM(1 << clause.number) AS clauses
    FROM answer
    JOIN kurume_privacy_outcome outcome
        ON outcome.id = answer.outcome_id AND outcome.breakdown <> 'none'
    LEFT JOIN disclosure_dispositionclause named
        ON named.disposition_id = answer.disposition_id
    LEFT JOIN kurume_privacy_exemptionclause clause ON clause.id = named.clause_id
    GROUP BY answer.disposition_id, answer.outcome_id, answer.division_id
),
noticed AS (
    SELECT kind, division_id, COUNT(*) AS records
    FROM registrations_businessnotice WHERE year = %(year)s
    GROUP BY kind, division_id
),
used AS (
    SELECT kind, ground_id, division_id, COUNT(*) AS records
    FROM outside_use_usenotice WHERE year = %(year)s
    GROUP BY kind, ground_id, division_id
),
appeal AS (
    SELECT * FROM disclosure_reviewrequest
    WHERE year = %(year)s
       OR (year < %(year)s AND (ruled_on IS NULL OR ruled_on >= %(first_day)s))
)
SELECT 'notices' AS figure, agency AS label_1, kind AS label_2,
       NULL AS label_3, NULL AS label_4, CAST(SUM(records) AS integer) AS number
FROM noticed JOIN place ON place.division_id = noticed.division_id
GROUP BY agency, kind

UNION ALL
SELECT 'notice', notice.kind, notice.name, place.department || place.division, NULL, notice.number
FROM registrations_businessnotice notice
JOIN place ON place.division_id = notice.division_id
WHERE notice.year = %(year)s

UNION ALL
SELECT 'requests', kind.name, method.name, NULL, NULL, counted.records
FROM (
    SELECT kind_id, method_id, COUNT(*) AS records
    FROM disclosure_disclosurerequest WHERE year = %(year)s
    GROUP BY kind_id, method_id
) counted
JOIN kurume_privacy_requestkind kind ON kind.id = counted.kind_id
LEFT JOIN kurume_privacy_disclosuremethod method ON method.id = counted.method_id

UNION ALL
SELECT CASE WHEN outcome.id IS NULL THEN 'pending' ELSE 'dispositions' END,
       kind.name, method.name, outcome.name, NULL, answered.records
FROM answered
JOIN kurume_privacy_requestkind kind ON kind.id = answered.kind_id
LEFT JOIN kurume_privacy_disclosuremethod method ON method.id = answered.method_id
LEFT JOIN kurume_privacy_outcome outcome ON outcome.id = answered.outcome_id

UNION ALL
SELECT 'breakdown', outcome.name, place.agency, place.department,
       CASE WHEN outcome.breakdown = 'clauses' THEN CAST(clauses AS text) END, COUNT(*)
FROM limited
JOIN kurume_privacy_outcome outcome ON outcome.id = limited.outcome_id
JOIN place ON place.division_id = limited.division_id
GROUP BY outcome.name, place.agency, place.department,
         CASE WHEN outcome.breakdown = 'clauses' THEN CAST(clauses AS text) END

UNION ALL
SELECT 'uses', agency, kind, NULL, NULL, CAST(SUM(records) AS integer)
FROM used JOIN place ON place.division_id = used.division_id
GROUP BY agency, kind

UNION ALL
SELECT 'grounds', ground.name, NULL, NULL, NULL, CAST(SUM(records) AS integer)
FROM used JOIN kurume_privacy_useground ground ON ground.id = used.ground_id
WHERE used.kind = 'out_of_purpose_use'
GROUP BY ground.name

UNION ALL
SELECT 'use', ground.name, notice.using_business, notice.used_business, notice.items, notice.number
FROM outside_use_usenotice notice
JOIN kurume_privacy_useground ground ON ground.id = notice.ground_id
WHERE notice.year = %(year)s AND notice.kind = 'out_of_purpose_use' AND ground.listed_in_report

UNION ALL
SELECT 'appeal', CAST(appeal.year AS text), CAST(appeal.received_on AS text), outcome.name,
       -- A ruling after the year's end is not in its report.
       CASE WHEN appeal.ruled_on <= %(last_day)s THEN CAST(appeal.ruled_on AS text) END,
       appeal.number
FROM appeal
JOIN disclosure_disposition disposition ON disposition.id = appeal.disposition_id
JOIN kurume_privacy_outcome outcome ON outcome.id = disposition.outcome_id

UNION ALL
SELECT 'session', NULL, NULL, NULL, NULL, number
FROM council_councilsession WHERE year = %(year)s

UNION ALL
SELECT 'meeting', CAST(meeting.held_on AS text), CAST(meeting.ends_on AS text),
       meeting.manner, meeting.place, session.number
FROM council_meeting meeting
JOIN council_councilsession session ON session.id = meeting.session_id
WHERE session.year = %(year)s

UNION ALL
SELECT 'consultation', CAST(consultation."order" AS text), consultation.matter,
       consultation.conclusion, NULL, session.number
FROM council_consultation consultation
JOIN council_councilsession session ON session.id = consultation.session_id
WHERE session.year = %(year)s

UNION ALL
SELECT 'point', CAST(consultation."order" AS text), point.label, point.matter, NULL, session.number
FROM council_consultationpoint point
JOIN council_consultation consultation ON consultation.id = point.consultation_id
JOIN council_councilsession session ON session.id = consultation.session_id
WHERE session.year = %(year)s

UNION ALL
SELECT 'briefing', briefing.matter, NULL, NULL, NULL, session.number
FROM council_councilbriefing briefing
JOIN council_councilsession session ON session.id = briefing.session_id
WHERE session.year = %(year)s

UNION ALL
SELECT 'published', CAST(published_on AS text), NULL, NULL, NULL, number
FROM reports_publicnotice WHERE year = %(year)s - 1

UNION ALL
SELECT 'training', CAST(month AS text), content, note, NULL, "order"
FROM reports_training WHERE year = %(year)s
