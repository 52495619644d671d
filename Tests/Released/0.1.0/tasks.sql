-- The database of sauro-tasks 0.1.0, as Tests/Released/make had that release's programs write it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
  part TEXT PRIMARY KEY, version BIGINT NOT NULL, changed BIGINT NOT NULL);
INSERT INTO schema_version VALUES('storage',2,1786338000000000);
INSERT INTO schema_version VALUES('units',1,1786338000000000);
INSERT INTO schema_version VALUES('queue',1,1786338000000000);
INSERT INTO schema_version VALUES('tasks',2,1786338000000000);
CREATE TABLE journal_head (
  id BIGINT PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, origin TEXT NOT NULL,
  sequence BIGINT NOT NULL, hash BYTEA NOT NULL, recorded BIGINT NOT NULL,
  turn BIGINT NOT NULL);
INSERT INTO journal_head VALUES(1,'019fea0a-bc80-7ad1-8589-7597fc5dd0bc','019fea0a-bc80-7ad1-8589-7597fc5dd0bc',8,X'c0cdfc17c77eeff8429be56014867e795df42990649321931ea5a6dd4fa274ce',1786338000000007,17);
CREATE TABLE journal (
  sequence BIGINT PRIMARY KEY, recorded BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, actor TEXT NOT NULL, acted_via TEXT, trace TEXT,
  data TEXT NOT NULL, sealed BYTEA NOT NULL, hash BYTEA NOT NULL);
INSERT INTO journal VALUES(1,1786338000000000,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:tasks',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":1}',X'',X'77e5d090bd86714732ceb4b2f04c726a114942e6691e13176f7549e48452064c');
INSERT INTO journal VALUES(2,1786338000000001,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:tasks',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":2}',X'',X'9f455eaaa3cc90ddaec772d6752cae06e02d484efe29b46ad04c8ba95c1db8d8');
INSERT INTO journal VALUES(3,1786338000000002,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:tasks',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":3}',X'',X'750c959b0e1894ead4dd73a382dc5c35758ff0ae07fcc934d3e3a758b74715fb');
INSERT INTO journal VALUES(4,1786338000000003,'frame.units.followed','019fea0a-bc80-7c80-92d5-0431ebbaac7c','service:tasks',NULL,NULL,'{"journal":"019fea0a-bc80-7c80-92d5-0431ebbaac7c","sequence":4}',X'',X'ca161cfa17b763a4ed6654a55ec4878e7b735a2eca73f94e8e4ffc46cdd6f621');
INSERT INTO journal VALUES(5,1786338000000004,'tasks.directive.registered','1/CT-BYT@2026','local:0',NULL,NULL,'{"directive":{"key":"1/CT-BYT@2026","title":{"vi":"Chỉ thị"},"kind":"directive","issuer":"Bộ Y tế","issuedOn":"2026-04-01","unit":"HP-DOH"}}',X'',X'c0216f054392eaca7ca0358d9adc4357061944f148e4a49e73efa4e36d8ec690');
INSERT INTO journal VALUES(6,1786338000000005,'tasks.task.drafted','019fea0a-bc80-7a71-9221-d231432157f1','local:0',NULL,NULL,'{"task":"019fea0a-bc80-7a71-9221-d231432157f1","directive":"1/CT-BYT@2026","assigner":"HP-DOH","hosts":["HP-HOSP"],"title":"Ban hành thông tư","deadline":"2026-12-31"}',X'bc86d9f7cd12b4c86fd8b833cdca1932071d7b84b1318b4f79415acc768f5e38',X'91eb61cc8f905269dc68d65118a29da1948e29cdcd44a57469f650b5a120d703');
INSERT INTO journal VALUES(7,1786338000000006,'tasks.task.assigned','019fea0a-bc80-7a71-9221-d231432157f1','local:0',NULL,NULL,'{"task":"019fea0a-bc80-7a71-9221-d231432157f1","host":"HP-HOSP","coordinators":[],"deadline":"2026-12-31","on":"2026-08-10"}',X'',X'd0a7bcc3b3433985e1b01bd27d0af39ff341bde317dfc5a69ab7bd32f2401e95');
INSERT INTO journal VALUES(8,1786338000000007,'tasks.task.accepted','019fea0a-bc80-7a71-9221-d231432157f1','local:0',NULL,NULL,'{"task":"019fea0a-bc80-7a71-9221-d231432157f1","on":"2026-08-10"}',X'',X'c0cdfc17c77eeff8429be56014867e795df42990649321931ea5a6dd4fa274ce');
CREATE TABLE journal_private (
  sequence BIGINT PRIMARY KEY, subject TEXT NOT NULL, salt BYTEA NOT NULL,
  private TEXT NOT NULL);
INSERT INTO journal_private VALUES(6,'019fea0a-bc80-7a71-9221-d231432157f1',X'6c7c70010c781f1420b77bb9416367c4','{"leader":{"name":"Ông Chín","staff":null},"officer":{"name":"Bà Mười","staff":null}}');
CREATE TABLE idempotency (
  principal TEXT NOT NULL, claim TEXT NOT NULL, method TEXT NOT NULL, digest BYTEA NOT NULL,
  answer BYTEA NOT NULL, sequence BIGINT NOT NULL, claimed BIGINT NOT NULL,
  PRIMARY KEY (principal, claim));
CREATE TABLE journal_cursor (
  name TEXT PRIMARY KEY, journal TEXT NOT NULL, position BIGINT NOT NULL);
INSERT INTO journal_cursor VALUES('registry','019fea0a-bc80-7c80-92d5-0431ebbaac7c',13);
CREATE TABLE unit_version (code TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, parent TEXT, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (code, valid_from, first_sequence));
INSERT INTO unit_version VALUES('31','Hải Phòng',NULL,'province',NULL,'1955-05-13',NULL,1,NULL);
INSERT INTO unit_version VALUES('HP-DOH','Sở Y tế Hải Phòng',NULL,'provincialDepartment','31','2000-01-01',NULL,2,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01',NULL,3,4);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01','2010-01-01',4,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện Việt Tiệp',NULL,'hospital','HP-DOH','2010-01-01',NULL,4,NULL);
CREATE TABLE unit_lineage (predecessor TEXT NOT NULL, successor TEXT NOT NULL, share BIGINT NOT NULL, is_primary BIGINT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (predecessor, successor, valid_from, first_sequence));
CREATE TABLE unit_change (
  sequence BIGINT NOT NULL PRIMARY KEY, upstream BIGINT NOT NULL, token TEXT NOT NULL);
INSERT INTO unit_change VALUES(1,1,'019fea0a-bc80-7ff2-a4a7-ae24a4843b50');
INSERT INTO unit_change VALUES(2,2,'019fea0a-bc80-78e2-a05b-26cc1d126baf');
INSERT INTO unit_change VALUES(3,3,'019fea0a-bc80-7e88-a0e6-cd75c3bb0838');
INSERT INTO unit_change VALUES(4,4,'019fea0a-bc80-7e0e-bcf6-f66c2df1e3ca');
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
CREATE TABLE directive (
  key TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL, year BIGINT NOT NULL, title_vi TEXT NOT NULL,
  title_en TEXT, kind TEXT NOT NULL, issuer TEXT NOT NULL, issued_on TEXT NOT NULL, unit TEXT NOT NULL,
  note TEXT, place TEXT NOT NULL UNIQUE, first_sequence BIGINT NOT NULL, UNIQUE (number, year));
INSERT INTO directive VALUES('1/CT-BYT@2026','1/CT-BYT',2026,'Chỉ thị',NULL,'directive','Bộ Y tế','2026-04-01','HP-DOH',NULL,'8979456000000001/CT-BYT@2026',5);
CREATE TABLE task (id TEXT NOT NULL PRIMARY KEY, drafted_on TEXT NOT NULL, origin_event TEXT, origin_meeting TEXT, origin_decision TEXT);
INSERT INTO task VALUES('019fea0a-bc80-7a71-9221-d231432157f1','2026-08-10',NULL,NULL,NULL);
CREATE TABLE task_version (
  task TEXT NOT NULL REFERENCES task (id), directive TEXT NOT NULL REFERENCES directive (key), ordinal TEXT,
  title TEXT NOT NULL, description TEXT, assigner TEXT NOT NULL, hosts TEXT NOT NULL,
  coordinators TEXT NOT NULL, leader_name TEXT, leader_staff TEXT, officer_name TEXT, officer_staff TEXT,
  product_kind TEXT, product_description TEXT, deadline TEXT, authority_level TEXT, authority_matter TEXT,
  place TEXT NOT NULL, first_sequence BIGINT NOT NULL, last_sequence BIGINT,
  CHECK (last_sequence > first_sequence), PRIMARY KEY (task, first_sequence));
INSERT INTO task_version VALUES('019fea0a-bc80-7a71-9221-d231432157f1','1/CT-BYT@2026',NULL,'Ban hành thông tư','Soạn, lấy ý kiến, ban hành','HP-DOH','HP-HOSP','','Ông Chín',NULL,'Bà Mười',NULL,'circular','Thông tư','2026-12-31','minister','Ký ban hành','000000001/CT-BYT@2026~019fea0a-bc80-7a71-9221-d231432157f1',6,NULL);
CREATE TABLE task_step (
  task TEXT NOT NULL REFERENCES task (id), sequence BIGINT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL,
  percent BIGINT, note TEXT, evidence TEXT NOT NULL, PRIMARY KEY (task, sequence));
INSERT INTO task_step VALUES('019fea0a-bc80-7a71-9221-d231432157f1',7,'assigned','2026-08-10',NULL,NULL,'');
INSERT INTO task_step VALUES('019fea0a-bc80-7a71-9221-d231432157f1',8,'accepted','2026-08-10',NULL,NULL,'');
CREATE TABLE task_look (task TEXT NOT NULL PRIMARY KEY REFERENCES task (id), next_on TEXT NOT NULL);
INSERT INTO task_look VALUES('019fea0a-bc80-7a71-9221-d231432157f1','2026-12-24');
CREATE TABLE task_reminder (
  task TEXT NOT NULL REFERENCES task (id), last_day TEXT NOT NULL, days_before BIGINT NOT NULL,
  told_on TEXT NOT NULL, PRIMARY KEY (task, last_day, days_before));
CREATE UNIQUE INDEX journal_recorded ON journal (recorded);
CREATE INDEX journal_private_subject ON journal_private (subject);
CREATE INDEX idempotency_claimed ON idempotency (claimed);
CREATE INDEX unit_version_first_sequence ON unit_version (first_sequence);
CREATE INDEX unit_version_last_sequence ON unit_version (last_sequence);
CREATE INDEX unit_lineage_first_sequence ON unit_lineage (first_sequence);
CREATE INDEX unit_lineage_last_sequence ON unit_lineage (last_sequence);
CREATE INDEX queue_delivery_due ON queue_delivery (queue, state, due);
CREATE UNIQUE INDEX task_version_current ON task_version (task) WHERE last_sequence IS NULL;
CREATE INDEX task_version_place ON task_version (place);
CREATE INDEX task_version_directive ON task_version (directive, place);
CREATE INDEX task_look_next_on ON task_look (next_on, task);
COMMIT;
