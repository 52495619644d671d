-- The database of sauro-registry 0.1.0, as Tests/Released/make had that release's programs write it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (
  part TEXT PRIMARY KEY, version BIGINT NOT NULL, changed BIGINT NOT NULL);
INSERT INTO schema_version VALUES('storage',2,1786338000000000);
INSERT INTO schema_version VALUES('units',1,1786338000000000);
INSERT INTO schema_version VALUES('queue',1,1786338000000000);
INSERT INTO schema_version VALUES('registry',2,1786338000000000);
CREATE TABLE journal_head (
  id BIGINT PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, origin TEXT NOT NULL,
  sequence BIGINT NOT NULL, hash BYTEA NOT NULL, recorded BIGINT NOT NULL,
  turn BIGINT NOT NULL);
INSERT INTO journal_head VALUES(1,'019fea0a-bc80-7c80-92d5-0431ebbaac7c','019fea0a-bc80-7c80-92d5-0431ebbaac7c',13,X'46c73c993eb7d2bc049b49172b91c734c366328289eb325bbddb1e4a15f52186',1786338000000012,13);
CREATE TABLE journal (
  sequence BIGINT PRIMARY KEY, recorded BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, actor TEXT NOT NULL, acted_via TEXT, trace TEXT,
  data TEXT NOT NULL, sealed BYTEA NOT NULL, hash BYTEA NOT NULL);
INSERT INTO journal VALUES(1,1786338000000000,'registry.unit.established','31','local:0',NULL,NULL,'{"code":"31","name":{"vi":"Hải Phòng"},"kind":"province","from":"1955-05-13"}',X'',X'd852e0af6d450e04d2ffe0b160c5d3399e9203b9a3ab73a6b43903371d3a1129');
INSERT INTO journal VALUES(2,1786338000000001,'registry.unit.established','HP-DOH','local:0',NULL,NULL,'{"code":"HP-DOH","name":{"vi":"Sở Y tế Hải Phòng"},"kind":"provincialDepartment","parent":"31","from":"2000-01-01"}',X'',X'8552f5c12e12339197decd2b350bc80a3f721f5846ec70b34c7503754fbedf62');
INSERT INTO journal VALUES(3,1786338000000002,'registry.unit.established','HP-HOSP','local:0',NULL,NULL,'{"code":"HP-HOSP","name":{"vi":"Bệnh viện"},"kind":"hospital","parent":"HP-DOH","from":"2000-01-01"}',X'',X'58e7a5243bd4fb548169ff183314c8681d7d65d7e153a6fdc50c6db2fc4edaf2');
INSERT INTO journal VALUES(4,1786338000000003,'registry.unit.renamed','HP-HOSP','local:0',NULL,NULL,'{"code":"HP-HOSP","name":{"vi":"Bệnh viện Việt Tiệp"},"from":"2010-01-01"}',X'',X'55be97fb218abad518a652255c0a7a41dbcd0baf1b9fd80f7c0e98240ebff290');
INSERT INTO journal VALUES(5,1786338000000004,'registry.staff.registered','019fea0a-bc80-74f6-89ff-e452da0e68aa','local:0',NULL,NULL,'{"staff":"019fea0a-bc80-74f6-89ff-e452da0e68aa","unit":"HP-HOSP","profession":"nurse"}',X'110a08c969d14e5abba9a60871c4580a27c443779e6413f56641e4cfb0a6b2ff',X'fc13c6b2fffa236fc4b5d1c17706533a1c45366c19c5f94e0dc532cd08d99a86');
INSERT INTO journal VALUES(6,1786338000000005,'registry.post.appointed','019fea0a-bc80-76c6-8590-b7c0ffc9aea7','local:0',NULL,NULL,'{"post":{"id":"019fea0a-bc80-76c6-8590-b7c0ffc9aea7","staff":"019fea0a-bc80-74f6-89ff-e452da0e68aa","unit":"HP-HOSP","position":"specialist","main":true,"fullTime":100,"from":"2020-01-01"}}',X'',X'50473d71f34e34dc2eb1a07e6a8d8504d4085e3cb3f50319fe98e93c656996b4');
INSERT INTO journal VALUES(7,1786338000000006,'registry.group.created','G-1','local:0',NULL,NULL,'{"code":"G-1","name":{"vi":"Nhóm"},"kind":"workingGroup","unit":"HP-DOH","mandate":[],"from":"2020-01-01"}',X'',X'5bebb9f99e6cd22bf06c9597c8e8db83a5e59615dd1706dcb7df4907771c8525');
INSERT INTO journal VALUES(8,1786338000000007,'registry.group.joined','019fea0a-bc80-7e26-8575-8447c4704bc0','local:0',NULL,NULL,'{"membership":"019fea0a-bc80-7e26-8575-8447c4704bc0","group":"G-1","unit":"HP-HOSP","role":"member","from":"2020-01-01"}',X'',X'29c1d63bc8ad2c7fa0e46be8c5d61731e62f0c7b8e8a371b2bc4e091e3e8bb9d');
INSERT INTO journal VALUES(9,1786338000000008,'registry.meeting.recorded','019fea0a-bc80-7355-9050-edc00d4f0a38','local:0',NULL,NULL,'{"meeting":"019fea0a-bc80-7355-9050-edc00d4f0a38","group":"G-1","groupName":{"vi":"Nhóm"},"unit":"HP-DOH","document":"1/BB-NKT","heldOn":"2026-07-01","decisions":[]}',X'',X'07f509670f72cab8a00abacfff5d2df8b89dad9023301c5435d6c84cc408f541');
INSERT INTO journal VALUES(10,1786338000000009,'registry.partner.registered','P-1','local:0',NULL,NULL,'{"code":"P-1","name":{"vi":"Đối tác"},"kind":"internationalOrganisation","unit":"HP-DOH"}',X'',X'f11ecf9dd1e6ff6465f2d9b12fc28da15e48249ddb3c9dda87e66136c9be3c4a');
INSERT INTO journal VALUES(11,1786338000000010,'registry.indicator.defined','beds','local:0',NULL,NULL,'{"indicator":{"code":"beds","name":{"vi":"Giường"},"measuredIn":"%","direction":"higher","strict":false,"owner":"HP-DOH"}}',X'',X'b8d5c64e9a9dea3551e434b558762ec89a3ee2428445a262787cac67e13c87e0');
INSERT INTO journal VALUES(12,1786338000000011,'registry.reorganisation.planned','019fea0a-bc80-72ef-b659-eb7dbc29f59e','local:0',NULL,NULL,'{"reorganisation":"019fea0a-bc80-72ef-b659-eb7dbc29f59e","document":"1/QĐ-UBND","effective":"2027-01-01","hash":"d2e1fbb07412e5862863680c747079c3ad8ae4a0f64a7c97f6792e3c5da8758b"}',X'',X'ab5d8f7f70a36abda56e404af9dd31c239c98bc0c87ae6f9150646746f82e621');
INSERT INTO journal VALUES(13,1786338000000012,'frame.queue.opened','outside','local:0',NULL,NULL,'{"queue":"outside","owner":"local:0","types":[],"subjects":[],"after":12,"visibilityMilliseconds":30000,"attemptsMax":5}',X'',X'46c73c993eb7d2bc049b49172b91c734c366328289eb325bbddb1e4a15f52186');
CREATE TABLE journal_private (
  sequence BIGINT PRIMARY KEY, subject TEXT NOT NULL, salt BYTEA NOT NULL,
  private TEXT NOT NULL);
INSERT INTO journal_private VALUES(5,'019fea0a-bc80-74f6-89ff-e452da0e68aa',X'6210c5a7bd4f3fafbbcd9c86e3db38b7','{"name":"Trần Văn Bảy"}');
CREATE TABLE idempotency (
  principal TEXT NOT NULL, claim TEXT NOT NULL, method TEXT NOT NULL, digest BYTEA NOT NULL,
  answer BYTEA NOT NULL, sequence BIGINT NOT NULL, claimed BIGINT NOT NULL,
  PRIMARY KEY (principal, claim));
CREATE TABLE journal_cursor (
  name TEXT PRIMARY KEY, journal TEXT NOT NULL, position BIGINT NOT NULL);
CREATE TABLE unit_version (code TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, parent TEXT, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (code, valid_from, first_sequence));
INSERT INTO unit_version VALUES('31','Hải Phòng',NULL,'province',NULL,'1955-05-13',NULL,1,NULL);
INSERT INTO unit_version VALUES('HP-DOH','Sở Y tế Hải Phòng',NULL,'provincialDepartment','31','2000-01-01',NULL,2,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01',NULL,3,4);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện',NULL,'hospital','HP-DOH','2000-01-01','2010-01-01',4,NULL);
INSERT INTO unit_version VALUES('HP-HOSP','Bệnh viện Việt Tiệp',NULL,'hospital','HP-DOH','2010-01-01',NULL,4,NULL);
CREATE TABLE unit_lineage (predecessor TEXT NOT NULL, successor TEXT NOT NULL, share BIGINT NOT NULL, is_primary BIGINT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (predecessor, successor, valid_from, first_sequence));
CREATE TABLE unit_change (
  sequence BIGINT NOT NULL PRIMARY KEY, upstream BIGINT NOT NULL, token TEXT NOT NULL);
INSERT INTO unit_change VALUES(1,1,'019fea0a-bc80-75a8-a561-98ad3d5618e9');
INSERT INTO unit_change VALUES(2,2,'019fea0a-bc80-725e-9087-ddd335cbe87d');
INSERT INTO unit_change VALUES(3,3,'019fea0a-bc80-7934-8eec-1d4eedc78e67');
INSERT INTO unit_change VALUES(4,4,'019fea0a-bc80-7c88-8208-271eaf4e8036');
CREATE TABLE queue (
  number BIGINT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, types TEXT NOT NULL,
  subjects TEXT NOT NULL, start BIGINT, visibility BIGINT NOT NULL, attempts_max BIGINT NOT NULL,
  opened BIGINT NOT NULL, journal TEXT NOT NULL, position BIGINT NOT NULL, UNIQUE (owner, name));
INSERT INTO queue VALUES(13,'local:0','outside','','',NULL,30000,5,1786338000000012,'019fea0a-bc80-7c80-92d5-0431ebbaac7c',12);
CREATE TABLE queue_delivery (
  queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
  recorded BIGINT NOT NULL, trace TEXT, state TEXT NOT NULL, attempts BIGINT NOT NULL,
  receipt TEXT, reason TEXT, due BIGINT NOT NULL, PRIMARY KEY (queue, sequence));
CREATE TABLE queue_letter (
  id TEXT NOT NULL PRIMARY KEY, queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL,
  subject TEXT NOT NULL, recorded BIGINT NOT NULL, trace TEXT,
  attempts BIGINT NOT NULL, cause TEXT NOT NULL, reason TEXT, receipt TEXT NOT NULL,
  died BIGINT NOT NULL, UNIQUE (queue, sequence));
CREATE TABLE staff (
  id TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  profession TEXT NOT NULL, birth_date TEXT, citizen_number TEXT, licence TEXT,
  first_sequence BIGINT NOT NULL);
INSERT INTO staff VALUES('019fea0a-bc80-74f6-89ff-e452da0e68aa','HP-HOSP','Trần Văn Bảy','tran van bay','nurse',NULL,NULL,NULL,5);
CREATE TABLE post (id TEXT NOT NULL, staff TEXT NOT NULL, unit TEXT NOT NULL, position TEXT NOT NULL, main BIGINT NOT NULL, full_time BIGINT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (id, valid_from, first_sequence));
INSERT INTO post VALUES('019fea0a-bc80-76c6-8590-b7c0ffc9aea7','019fea0a-bc80-74f6-89ff-e452da0e68aa','HP-HOSP','specialist',1,100,'2020-01-01',NULL,6,NULL);
CREATE TABLE reorganisation (
  id TEXT NOT NULL PRIMARY KEY, planned BIGINT NOT NULL, state TEXT NOT NULL, effective TEXT NOT NULL,
  document TEXT NOT NULL, plan TEXT NOT NULL, hash TEXT NOT NULL, planned_by TEXT NOT NULL,
  approved_by TEXT, first_sequence BIGINT, last_sequence BIGINT);
INSERT INTO reorganisation VALUES('019fea0a-bc80-72ef-b659-eb7dbc29f59e',12,'planned','2027-01-01','{"title":{"vi":"Đổi tên"},"document":"1/QĐ-UBND","effective":"2027-01-01","steps":[{"kind":"rename","unit":"HP-HOSP","name":{"vi":"Tên mới"}}]}','{"counts":{"established":0,"merged":0,"split":0,"renamed":1,"moved":0,"dissolved":0,"posts":0,"persons":0,"fullTimePercent":0},"findings":[],"access":[]}','d2e1fbb07412e5862863680c747079c3ad8ae4a0f64a7c97f6792e3c5da8758b','local:0',NULL,NULL,NULL);
CREATE TABLE cooperation_group (
  code TEXT NOT NULL PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, parent TEXT,
  unit TEXT NOT NULL, mandate TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT, first_sequence BIGINT NOT NULL);
INSERT INTO cooperation_group VALUES('G-1','Nhóm',NULL,'workingGroup',NULL,'HP-DOH','[]','2020-01-01',NULL,7);
CREATE TABLE group_membership (id TEXT NOT NULL, group_code TEXT NOT NULL, unit TEXT, partner TEXT, role TEXT NOT NULL, representative TEXT, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (id, valid_from, first_sequence));
INSERT INTO group_membership VALUES('019fea0a-bc80-7e26-8575-8447c4704bc0','G-1','HP-HOSP',NULL,'member',NULL,'2020-01-01',NULL,8,NULL);
CREATE TABLE partner (
  code TEXT NOT NULL PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL,
  unit TEXT NOT NULL, since TEXT, contact TEXT, first_sequence BIGINT NOT NULL);
INSERT INTO partner VALUES('P-1','Đối tác',NULL,'internationalOrganisation','HP-DOH',NULL,NULL,10);
CREATE TABLE group_meeting (
  id TEXT NOT NULL PRIMARY KEY, group_code TEXT NOT NULL REFERENCES cooperation_group (code),
  document TEXT NOT NULL, held_on TEXT NOT NULL, year BIGINT NOT NULL, agenda TEXT NOT NULL,
  decisions TEXT NOT NULL, place TEXT NOT NULL UNIQUE, first_sequence BIGINT NOT NULL, UNIQUE (document, year));
INSERT INTO group_meeting VALUES('019fea0a-bc80-7355-9050-edc00d4f0a38','G-1','1/BB-NKT','2026-07-01',2026,'[]','[]','8979365 019fea0a-bc80-7355-9050-edc00d4f0a38',9);
CREATE TABLE indicator (
  code TEXT NOT NULL PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT, definition_vi TEXT,
  definition_en TEXT, measured_in TEXT NOT NULL, direction TEXT NOT NULL, strict BIGINT NOT NULL,
  owner TEXT NOT NULL, first_sequence BIGINT NOT NULL);
INSERT INTO indicator VALUES('beds','Giường',NULL,NULL,NULL,'%','higher',0,'HP-DOH',11);
CREATE TABLE indicator_target (indicator TEXT NOT NULL, value BIGINT NOT NULL, strict BIGINT NOT NULL, source TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (indicator, valid_from, first_sequence));
CREATE TABLE indicator_figure (indicator TEXT NOT NULL, area TEXT NOT NULL, value BIGINT NOT NULL, source TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (valid_until > valid_from), CHECK (last_sequence > first_sequence), PRIMARY KEY (indicator, area, valid_from, first_sequence));
CREATE UNIQUE INDEX journal_recorded ON journal (recorded);
CREATE INDEX journal_private_subject ON journal_private (subject);
CREATE INDEX idempotency_claimed ON idempotency (claimed);
CREATE INDEX unit_version_first_sequence ON unit_version (first_sequence);
CREATE INDEX unit_version_last_sequence ON unit_version (last_sequence);
CREATE INDEX unit_lineage_first_sequence ON unit_lineage (first_sequence);
CREATE INDEX unit_lineage_last_sequence ON unit_lineage (last_sequence);
CREATE INDEX queue_delivery_due ON queue_delivery (queue, state, due);
CREATE UNIQUE INDEX staff_citizen_number ON staff (citizen_number) WHERE citizen_number IS NOT NULL;
CREATE INDEX staff_unit ON staff (unit);
CREATE INDEX post_first_sequence ON post (first_sequence);
CREATE INDEX post_last_sequence ON post (last_sequence);
CREATE INDEX post_staff ON post (staff, last_sequence);
CREATE INDEX post_unit ON post (unit, last_sequence);
CREATE UNIQUE INDEX reorganisation_planned ON reorganisation (planned);
CREATE INDEX reorganisation_state ON reorganisation (state, effective);
CREATE INDEX group_membership_first_sequence ON group_membership (first_sequence);
CREATE INDEX group_membership_last_sequence ON group_membership (last_sequence);
CREATE INDEX group_membership_group ON group_membership (group_code, last_sequence);
CREATE INDEX group_membership_unit ON group_membership (unit, last_sequence);
CREATE INDEX group_membership_partner ON group_membership (partner, last_sequence);
CREATE INDEX group_meeting_group ON group_meeting (group_code, place);
CREATE INDEX indicator_target_first_sequence ON indicator_target (first_sequence);
CREATE INDEX indicator_target_last_sequence ON indicator_target (last_sequence);
CREATE INDEX indicator_figure_first_sequence ON indicator_figure (first_sequence);
CREATE INDEX indicator_figure_last_sequence ON indicator_figure (last_sequence);
COMMIT;
