-- The database of sauro-notifications 0.1.0, as Tests/Released/make had that release's programs write it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
  part TEXT PRIMARY KEY, version BIGINT NOT NULL, changed BIGINT NOT NULL);
INSERT INTO schema_version VALUES('storage',2,1786338000000000);
INSERT INTO schema_version VALUES('units',1,1786338000000000);
INSERT INTO schema_version VALUES('queue',1,1786338000000000);
INSERT INTO schema_version VALUES('notifications',1,1786338000000000);
CREATE TABLE journal_head (
  id BIGINT PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, origin TEXT NOT NULL,
  sequence BIGINT NOT NULL, hash BYTEA NOT NULL, recorded BIGINT NOT NULL,
  turn BIGINT NOT NULL);
INSERT INTO journal_head VALUES(1,'019fea0a-bc80-7683-aad9-8c1ab70b76ea','019fea0a-bc80-7683-aad9-8c1ab70b76ea',7,X'a34e729e35b20c113b1f20ae96e68ced94b5d39014926ce3b673de7f6b9dfbca',1786338000000006,28);
CREATE TABLE journal (
  sequence BIGINT PRIMARY KEY, recorded BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, actor TEXT NOT NULL, acted_via TEXT, trace TEXT,
  data TEXT NOT NULL, sealed BYTEA NOT NULL, hash BYTEA NOT NULL);
INSERT INTO journal VALUES(1,1786338000000000,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:notifications',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":1}',X'',X'cc1375ddf49ea4be65dbf60496b36b8d167ea847925e1ac11304fadf69f4481f');
INSERT INTO journal VALUES(2,1786338000000001,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:notifications',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":2}',X'',X'14bc13a8c4234ce5befeb0c3b437fac061bf0b3c4f72ee0d4b867afeafee4086');
INSERT INTO journal VALUES(3,1786338000000002,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:notifications',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":3}',X'',X'c0c3834f3e10a00a9288e1b89dc754ca66af6d0be59bb3b9a03f01ae01295112');
INSERT INTO journal VALUES(4,1786338000000003,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:notifications',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":4}',X'',X'ef5a517029aa812154d2fb749a5aeaed0c219b6247696ea0a9932ffe5bd7c4d4');
INSERT INTO journal VALUES(5,1786338000000004,'notifications.template.published','told','local:0',NULL,NULL,'{"template":{"name":"told","version":1,"unit":"HP-DOH","title":{"vi":"Tin"},"body":{"vi":"{{text}}"},"variables":[{"name":"text","kind":"text"}],"publishedOn":"2026-08-10"}}',X'',X'0cc7740e9ecb7603f46594f20300e130251fb5f1077d8be9a9fea49a21eaec3e');
INSERT INTO journal VALUES(6,1786338000000005,'notifications.notice.sent','019fea0a-bc80-7892-b678-093b7c98a2aa','local:0',NULL,NULL,'{"notice":"019fea0a-bc80-7892-b678-093b7c98a2aa","sender":"HP-DOH","template":"told","version":1,"recipients":[{"kind":"unit","unit":"HP-HOSP"}],"channels":["inbox"]}',X'890428889f7a48d7fbd9fc5b98df5149c291f449b82bfe7da00565d5d9c12bb3',X'33060d8aa1797d9ca38370e4cd5596a2c522876a2d084f5a064178c899d38f68');
INSERT INTO journal VALUES(7,1786338000000006,'notifications.notice.expanded','019fea0a-bc80-7892-b678-093b7c98a2aa','local:0',NULL,NULL,'{"notice":"019fea0a-bc80-7892-b678-093b7c98a2aa","delivered":1,"waiting":0,"dropped":0,"complete":true}',X'',X'a34e729e35b20c113b1f20ae96e68ced94b5d39014926ce3b673de7f6b9dfbca');
CREATE TABLE journal_private (
  sequence BIGINT PRIMARY KEY, subject TEXT NOT NULL, salt BYTEA NOT NULL,
  private TEXT NOT NULL);
INSERT INTO journal_private VALUES(6,'019fea0a-bc80-7892-b678-093b7c98a2aa',X'e0023f9c4733bcb059c2359413e82988','{"values":{"text":"một"}}');
CREATE TABLE idempotency (
  principal TEXT NOT NULL, claim TEXT NOT NULL, method TEXT NOT NULL, digest BYTEA NOT NULL,
  answer BYTEA NOT NULL, sequence BIGINT NOT NULL, claimed BIGINT NOT NULL,
  PRIMARY KEY (principal, claim));
CREATE TABLE journal_cursor (
  name TEXT PRIMARY KEY, journal TEXT NOT NULL, position BIGINT NOT NULL);
INSERT INTO journal_cursor VALUES('registry','019fea0a-bc80-7c80-92d5-0431ebbaac7c',13);
INSERT INTO journal_cursor VALUES('tasks','019fea0a-bc80-7ad1-8589-7597fc5dd0bc',8);
INSERT INTO journal_cursor VALUES('insurance','019fea0a-bc80-74b8-8067-ad008324727e',6);
CREATE TABLE unit_version (code TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, parent TEXT, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (code, valid_from, first_sequence));
INSERT INTO unit_version VALUES('31','Hải Phòng',NULL,'province',NULL,'1955-05-13',NULL,1,NULL);
INSERT INTO unit_version VALUES('HP-DOH','Sở Y tế Hải Phòng',NULL,'provincialDepartment','31','2000-01-01',NULL,2,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01',NULL,3,4);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01','2010-01-01',4,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện Việt Tiệp',NULL,'hospital','HP-DOH','2010-01-01',NULL,4,NULL);
CREATE TABLE unit_lineage (predecessor TEXT NOT NULL, successor TEXT NOT NULL, share BIGINT NOT NULL, is_primary BIGINT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (predecessor, successor, valid_from, first_sequence));
CREATE TABLE unit_change (
  sequence BIGINT NOT NULL PRIMARY KEY, upstream BIGINT NOT NULL, token TEXT NOT NULL);
INSERT INTO unit_change VALUES(1,1,'019fea0a-bc80-78c6-bbde-fd9ff58622b1');
INSERT INTO unit_change VALUES(2,2,'019fea0a-bc80-7106-a15a-89de7ac846e4');
INSERT INTO unit_change VALUES(3,3,'019fea0a-bc80-7fd6-88de-5b8dbb46f3ba');
INSERT INTO unit_change VALUES(4,4,'019fea0a-bc80-736a-83f6-3af0f5967875');
CREATE TABLE queue (
  number BIGINT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, types TEXT NOT NULL,
  subjects TEXT NOT NULL, start BIGINT, visibility BIGINT NOT NULL, attempts_max BIGINT NOT NULL,
  opened BIGINT NOT NULL, journal TEXT NOT NULL, position BIGINT NOT NULL, UNIQUE (owner, name));
CREATE TABLE queue_delivery (
  queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
  recorded BIGINT NOT NULL, trace TEXT, state TEXT NOT NULL, attempts BIGINT NOT NULL,
  receipt TEXT, reason TEXT, due BIGINT NOT NULL, PRIMARY KEY (queue, sequence));
CREATE TABLE queue_letter (
  id TEXT NOT NULL PRIMARY KEY, queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, recorded BIGINT NOT NULL, trace TEXT,
  attempts BIGINT NOT NULL, cause TEXT NOT NULL, reason TEXT, receipt TEXT NOT NULL,
  died BIGINT NOT NULL, UNIQUE (queue, sequence));
CREATE TABLE template_version (
  name TEXT NOT NULL, version BIGINT NOT NULL, unit TEXT NOT NULL, title_vi TEXT NOT NULL, title_en TEXT,
  body_vi TEXT NOT NULL, body_en TEXT, variables TEXT NOT NULL, published_on TEXT NOT NULL,
  PRIMARY KEY (name, version));
INSERT INTO template_version VALUES('told',1,'HP-DOH','Tin',NULL,'{{text}}',NULL,'[{"name":"text","kind":"text"}]','2026-08-10');
CREATE TABLE post (
  id TEXT NOT NULL, staff TEXT NOT NULL, unit TEXT NOT NULL, position TEXT NOT NULL, valid_from TEXT NOT NULL,
  valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, PRIMARY KEY (id, first_sequence));
INSERT INTO post VALUES('019fea0a-bc80-76c6-8590-b7c0ffc9aea7','019fea0a-bc80-74f6-89ff-e452da0e68aa','HP-HOSP','specialist','2020-01-01',NULL,5,NULL);
CREATE TABLE notice (
  sequence BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, sender TEXT NOT NULL,
  template TEXT NOT NULL, version BIGINT NOT NULL, title_vi TEXT NOT NULL, title_en TEXT,
  body_vi TEXT NOT NULL, body_en TEXT, channels TEXT NOT NULL, sent BIGINT NOT NULL, day TEXT NOT NULL,
  subscription TEXT, event_type TEXT, event TEXT, waiting BIGINT NOT NULL, delivered BIGINT NOT NULL,
  dropped BIGINT NOT NULL, failed BIGINT NOT NULL, read BIGINT NOT NULL, at_ordinal BIGINT NOT NULL,
  at_unit TEXT NOT NULL, at_person TEXT NOT NULL);
INSERT INTO notice VALUES(6,'019fea0a-bc80-7892-b678-093b7c98a2aa','sent','HP-DOH','told',1,'Tin','Tin','một','một','inbox',1786338000000000,'2026-08-10',NULL,NULL,NULL,0,1,0,0,0,0,'HP-HOSP','019fea0a-bc80-74f6-89ff-e452da0e68aa');
CREATE TABLE notice_recipient (
  notice BIGINT NOT NULL REFERENCES notice (sequence), ordinal BIGINT NOT NULL, kind TEXT NOT NULL, person TEXT,
  unit TEXT, position TEXT, became TEXT, units BIGINT, seen BIGINT NOT NULL, persons BIGINT NOT NULL,
  dropped TEXT, day TEXT, PRIMARY KEY (notice, ordinal));
INSERT INTO notice_recipient VALUES(6,0,'unit',NULL,'HP-HOSP',NULL,'HP-HOSP',1,1,1,NULL,NULL);
CREATE TABLE notice_unit (
  notice BIGINT NOT NULL REFERENCES notice (sequence), ordinal BIGINT NOT NULL, unit TEXT NOT NULL,
  PRIMARY KEY (notice, ordinal, unit));
CREATE TABLE delivery (
  id TEXT NOT NULL UNIQUE, notice BIGINT NOT NULL REFERENCES notice (sequence), person TEXT NOT NULL,
  channel TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, day TEXT, attempts BIGINT NOT NULL,
  due BIGINT NOT NULL, lease_owner TEXT, lease_until BIGINT, read BIGINT,
  PRIMARY KEY (notice, person, channel));
INSERT INTO delivery VALUES('019fea0a-bc80-76ba-a6e1-e0c5ba354932',6,'019fea0a-bc80-74f6-89ff-e452da0e68aa','inbox','delivered',NULL,NULL,0,0,NULL,NULL,NULL);
CREATE TABLE delivery_attempt (
  notice BIGINT NOT NULL REFERENCES notice (sequence), delivery TEXT NOT NULL, attempt BIGINT NOT NULL,
  tried BIGINT NOT NULL, outcome TEXT NOT NULL, problem TEXT, PRIMARY KEY (notice, delivery, attempt));
CREATE TABLE subscription (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, event TEXT NOT NULL,
  filter TEXT NOT NULL, template TEXT NOT NULL, sources TEXT NOT NULL, recipients TEXT NOT NULL,
  channels TEXT NOT NULL, scope TEXT, created BIGINT NOT NULL, removed BIGINT, matched BIGINT NOT NULL,
  refused BIGINT NOT NULL, last_refused TEXT, last_problem TEXT);
CREATE TABLE event_answered (
  subscription TEXT NOT NULL REFERENCES subscription (id), event TEXT NOT NULL, notice BIGINT, problem TEXT,
  PRIMARY KEY (subscription, event));
CREATE UNIQUE INDEX journal_recorded ON journal (recorded);
CREATE INDEX journal_private_subject ON journal_private (subject);
CREATE INDEX idempotency_claimed ON idempotency (claimed);
CREATE INDEX unit_version_first_sequence ON unit_version (first_sequence);
CREATE INDEX unit_version_last_sequence ON unit_version (last_sequence);
CREATE INDEX unit_lineage_first_sequence ON unit_lineage (first_sequence);
CREATE INDEX unit_lineage_last_sequence ON unit_lineage (last_sequence);
CREATE INDEX queue_delivery_due ON queue_delivery (queue, state, due);
CREATE INDEX post_unit ON post (unit, staff);
CREATE INDEX post_staff ON post (staff);
CREATE INDEX notice_sending ON notice (sequence) WHERE status = 'sending';
CREATE INDEX delivery_inbox ON delivery (person, notice) WHERE channel = 'inbox';
CREATE INDEX delivery_waiting ON delivery (channel, due, notice, person) WHERE state = 'waiting';
CREATE UNIQUE INDEX subscription_name ON subscription (name) WHERE removed IS NULL;
CREATE INDEX subscription_event ON subscription (event) WHERE removed IS NULL;
COMMIT;
