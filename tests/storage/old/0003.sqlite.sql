BEGIN TRANSACTION;
CREATE TABLE actions (
	id TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	objective TEXT NOT NULL, 
	part_of TEXT, 
	position INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	status TEXT, 
	retired DATETIME, 
	CONSTRAINT pk_actions PRIMARY KEY (id), 
	CONSTRAINT fk_actions_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_actions_objective FOREIGN KEY(objective) REFERENCES objectives (id), 
	CONSTRAINT fk_actions_part_of FOREIGN KEY(part_of) REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "actions" VALUES('GW1','GW','GW-1',NULL,1,1,'in_progress',NULL);
INSERT INTO "actions" VALUES('GW1a','GW','GW-1','GW1',2,1,NULL,NULL);
INSERT INTO "actions" VALUES('GW2','GW','GW-1',NULL,3,1,NULL,NULL);
INSERT INTO "actions" VALUES('GW3','GW','GW-2',NULL,4,1,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE arrivals (
	"key" TEXT NOT NULL, 
	content TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	taken_at DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	CONSTRAINT pk_arrivals PRIMARY KEY ("key")
);
INSERT INTO "arrivals" VALUES('chat:1','words','2031-03-03 09:38:00.123456','2031-03-03 09:38:00.123456','begun');
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	what TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (number)
);
INSERT INTO "audit" VALUES(1,'2031-03-03 09:30:00.123456','chat:morag','imported','GW','{"add":["GW1","GW1a","GW2","GW3"],"source":"water.docx"}','0000000000000000000000000000000000000000000000000000000000000000','f4fc4958a0235620ce8336bebe76e8e1a157185c1b354ae724cc75a4a48f0f9e');
INSERT INTO "audit" VALUES(2,'2031-03-03 09:30:00.123456','chat:isla','logged','U1','{"action":"GW1","due":null,"lead":null,"percent":50,"status":"in_progress","version":1}','f4fc4958a0235620ce8336bebe76e8e1a157185c1b354ae724cc75a4a48f0f9e','e2c6432120deb4e841e6a69f9b0f168b932d8fbb748d537b72f91410cef665d5');
INSERT INTO "audit" VALUES(3,'2031-03-03 09:35:00.123456','chat:morag','edited','chat:weir/1','{"version":2}','e2c6432120deb4e841e6a69f9b0f168b932d8fbb748d537b72f91410cef665d5','d5003966b97788c3a9159f23fb18fb871a4f8a04a0ac823bd2b5f9b95bfe5b1b');
INSERT INTO "audit" VALUES(4,'2031-03-03 09:35:00.123456','chat:morag','revised','U1','{"action":"GW1","due":null,"lead":null,"percent":60,"status":null,"version":2}','d5003966b97788c3a9159f23fb18fb871a4f8a04a0ac823bd2b5f9b95bfe5b1b','6a55c0a7bc318eb5b492577de494776ad6cdfb8b59a758861d8a4f74aeebda22');
INSERT INTO "audit" VALUES(5,'2031-03-03 09:30:00.123456','chat:isla','queued','W1','{"proposals":1}','6a55c0a7bc318eb5b492577de494776ad6cdfb8b59a758861d8a4f74aeebda22','41864ba9ddc66956192c4967bba0f7b3d54e70617ab0d9ddaf13c90c46ca7cff');
INSERT INTO "audit" VALUES(6,'2031-03-03 09:36:00.123456','chat:isla','deleted','chat:weir/3','{}','41864ba9ddc66956192c4967bba0f7b3d54e70617ab0d9ddaf13c90c46ca7cff','6fd7161973719f7cf99de13e2a9d0ca6bce4499671b98bec5ae177834228570d');
INSERT INTO "audit" VALUES(7,'2031-03-03 09:37:00.123456','chat:morag','assigned','chat:weir','{"before":"","plan":"GW"}','6fd7161973719f7cf99de13e2a9d0ca6bce4499671b98bec5ae177834228570d','94ece3aaa59212e9a11251ef83aaac1595af01f574f97fc96d803d221da94b38');
INSERT INTO "audit" VALUES(8,'2031-03-03 09:39:00.123456','chat:morag','invited','I1','{"role":"contributor","until":"2031-03-04T09:39:00.123456+00:00"}','94ece3aaa59212e9a11251ef83aaac1595af01f574f97fc96d803d221da94b38','5003e196add4a7b6816eaec5a38fa2c576a64b97d928529a9f196f65b2035023');
INSERT INTO "audit" VALUES(9,'2031-03-03 09:40:00.123456','chat:isla','joined','chat:isla','{"invite":"I1","role":"contributor"}','5003e196add4a7b6816eaec5a38fa2c576a64b97d928529a9f196f65b2035023','837d11bdd75ee6654283f07ae806652cff57e5e7fe56709f1586ccad3e77316b');
INSERT INTO "audit" VALUES(10,'2031-03-03 09:41:00.123456','chat:morag','added','reminder R1','{"chat":"chat:weir","paused":false,"plan":"GW","rule":{"at":"09:30:00","since":"2024-01-01","weekday":0,"weeks":1},"zone":"Europe/London"}','837d11bdd75ee6654283f07ae806652cff57e5e7fe56709f1586ccad3e77316b','93356eec5363efd5bbb61ffd930d8154075120764124c326b22f9bea4c8e6461');
INSERT INTO "audit" VALUES(11,'2031-03-03 09:44:00.123456','chat:isla','agreed','chat:isla','{"direct":false,"gone":false,"mention":true}','93356eec5363efd5bbb61ffd930d8154075120764124c326b22f9bea4c8e6461','20cd86e134f7db390120e409b3a612e8ddc2c20060032d4f81ce2eed6f90df50');
INSERT INTO "audit" VALUES(12,'2031-03-03 09:45:00.123456','chat:isla','snoozed','GW2','{"until":"2031-04-01"}','20cd86e134f7db390120e409b3a612e8ddc2c20060032d4f81ce2eed6f90df50','bc65ffac8fb7efd2ab4609f08fb044fc597c9b65423ff9390d106a4fc4b58d63');
INSERT INTO "audit" VALUES(13,'2031-03-03 09:46:00.123456','program','moved','chat:loch','{"to":"chat:ben"}','bc65ffac8fb7efd2ab4609f08fb044fc597c9b65423ff9390d106a4fc4b58d63','603198a5207125c5a6c0cdc1a9bae306ff3de3f3513d31d49c101778093becb6');
INSERT INTO "audit" VALUES(14,'2031-03-03 09:47:00.123456','program','paused','chat:ben','{}','603198a5207125c5a6c0cdc1a9bae306ff3de3f3513d31d49c101778093becb6','af653cbe4ca44069b16dbf9d2243fb83df3b99842b1a7bcf27e430f018e772c0');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id), 
	CONSTRAINT ck_audit_head_one_row CHECK (id = 1)
);
INSERT INTO "audit_head" VALUES(1,14,'af653cbe4ca44069b16dbf9d2243fb83df3b99842b1a7bcf27e430f018e772c0');
CREATE TABLE chats (
	chat TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	CONSTRAINT pk_chats PRIMARY KEY (chat), 
	CONSTRAINT fk_chats_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "chats" VALUES('chat:weir','GW');
CREATE TABLE consents (
	person TEXT NOT NULL, 
	mention BOOLEAN NOT NULL, 
	direct BOOLEAN NOT NULL, 
	gone TEXT NOT NULL, 
	CONSTRAINT pk_consents PRIMARY KEY (person), 
	CONSTRAINT fk_consents_person FOREIGN KEY(person) REFERENCES people (id)
);
INSERT INTO "consents" VALUES('chat:isla',1,0,'');
CREATE TABLE deliveries (
	number INTEGER NOT NULL, 
	reminder INTEGER NOT NULL, 
	day DATE NOT NULL, 
	chat TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	late BOOLEAN NOT NULL, 
	attempts INTEGER NOT NULL, 
	again_at DATETIME, 
	actions TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY (number), 
	CONSTRAINT fk_deliveries_reminder FOREIGN KEY(reminder) REFERENCES reminders (number), 
	CONSTRAINT uq_deliveries_reminder_day_chat UNIQUE (reminder, day, chat)
);
INSERT INTO "deliveries" VALUES(1,1,'2031-03-10','chat:weir','2031-03-03 09:42:00.123456','sent','2031-03-03 09:43:00.123456',0,1,NULL,'["GW1"]','');
CREATE TABLE feedback (
	reply TEXT NOT NULL, 
	person TEXT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (reply, person)
);
INSERT INTO "feedback" VALUES('chat:weir/1','chat:isla',1,'clear','2031-03-03 09:38:00.123456');
CREATE TABLE inbox (
	number INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	saying INTEGER NOT NULL, 
	proposals TEXT NOT NULL, 
	closed_at DATETIME, 
	closed_by TEXT, 
	outcome TEXT NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (number), 
	CONSTRAINT fk_inbox_message_saying FOREIGN KEY(message, saying) REFERENCES sayings (message, version), 
	CONSTRAINT fk_inbox_closed_by FOREIGN KEY(closed_by) REFERENCES people (id)
);
INSERT INTO "inbox" VALUES(1,2,1,'[{"due":"2031-04-01","lead":"Forum","matches":[["GW1",0.61],["GW2",0.58]],"needs":"choose","percent":40,"reason":"no stones","status":"blocked","text":"the ladder or the otters"}]',NULL,NULL,'');
CREATE TABLE invites (
	number INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	used_by TEXT, 
	used_at DATETIME, 
	CONSTRAINT pk_invites PRIMARY KEY (number), 
	CONSTRAINT fk_invites_by FOREIGN KEY("by") REFERENCES people (id), 
	CONSTRAINT fk_invites_used_by FOREIGN KEY(used_by) REFERENCES people (id), 
	CONSTRAINT uq_invites_code UNIQUE (code)
);
INSERT INTO "invites" VALUES(1,'63917782a9ee80d114d3eadc091983ee88bec5477eaaabd29b74a820c8719bb7','Isla','contributor','chat:morag','2031-03-03 09:39:00.123456','2031-03-04 09:39:00.123456','chat:isla','2031-03-03 09:40:00.123456');
CREATE TABLE keys (
	"key" TEXT NOT NULL, 
	words TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_keys PRIMARY KEY ("key")
);
INSERT INTO "keys" VALUES('Pjp9YXnRrnwz','undo','2031-03-03 09:48:00.123456');
CREATE TABLE members (
	person TEXT NOT NULL, 
	role TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (person), 
	CONSTRAINT fk_members_person FOREIGN KEY(person) REFERENCES people (id)
);
INSERT INTO "members" VALUES('chat:isla','contributor','2031-03-03 09:40:00.123456');
CREATE TABLE messages (
	number INTEGER NOT NULL, 
	chat TEXT NOT NULL, 
	message TEXT, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	arrived BOOLEAN NOT NULL, 
	reread BOOLEAN NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_messages PRIMARY KEY (number), 
	CONSTRAINT uq_messages_chat_message UNIQUE (chat, message), 
	CONSTRAINT fk_messages_by FOREIGN KEY("by") REFERENCES people (id)
);
INSERT INTO "messages" VALUES(1,'chat:weir','1','chat:isla','2031-03-03 09:30:00.123456',2,1,1,NULL);
INSERT INTO "messages" VALUES(2,'chat:weir','2','chat:isla','2031-03-03 09:30:00.123456',1,1,0,NULL);
INSERT INTO "messages" VALUES(3,'chat:weir','3','chat:isla','2031-03-03 09:36:00.123456',0,0,0,'2031-03-03 09:36:00.123456');
INSERT INTO "messages" VALUES(4,'chat:weir','4','chat:isla','2031-03-03 09:45:00.123456',1,1,0,NULL);
CREATE TABLE moves (
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_moves PRIMARY KEY (old)
);
INSERT INTO "moves" VALUES('chat:loch','chat:ben','2031-03-03 09:46:00.123456');
CREATE TABLE objectives (
	id TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_objectives PRIMARY KEY (id), 
	CONSTRAINT fk_objectives_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "objectives" VALUES('GW-1','GW','The weir',1);
INSERT INTO "objectives" VALUES('GW-2','GW','The ferry',2);
CREATE TABLE pauses (
	chat TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_pauses PRIMARY KEY (chat)
);
INSERT INTO "pauses" VALUES('chat:ben','The bot was removed.','2031-03-03 09:47:00.123456');
CREATE TABLE people (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id)
);
INSERT INTO "people" VALUES('chat:morag','Morag Tulloch','officer');
INSERT INTO "people" VALUES('chat:isla','Isla Rennie','contributor');
CREATE TABLE plans (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	area TEXT NOT NULL, 
	edition TEXT NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (id)
);
INSERT INTO "plans" VALUES('GW','Glenmore Water Plan','Glenmore','2031','water.docx');
CREATE TABLE posts (
	chat TEXT NOT NULL, 
	message TEXT NOT NULL, 
	delivery INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_posts PRIMARY KEY (chat, message), 
	CONSTRAINT fk_posts_delivery FOREIGN KEY(delivery) REFERENCES deliveries (number)
);
INSERT INTO "posts" VALUES('chat:weir','9',1,1);
CREATE TABLE reminders (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	nation TEXT, 
	quiet TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	due_within INTEGER NOT NULL, 
	silent_after INTEGER NOT NULL, 
	paused BOOLEAN NOT NULL, 
	begins DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_reminders PRIMARY KEY (number), 
	CONSTRAINT fk_reminders_by FOREIGN KEY("by") REFERENCES people (id)
);
INSERT INTO "reminders" VALUES(1,'','chat:weir','{"at":"09:30:00","since":"2024-01-01","weekday":0,"weeks":1}','Europe/London','scotland','[["2031-07-01","2031-08-10","recess"]]','GW',14,4,0,'2031-03-03 09:41:00.123456','chat:morag',NULL);
CREATE TABLE report_runs (
	number INTEGER NOT NULL, 
	plans TEXT NOT NULL, 
	since DATE NOT NULL, 
	until DATE NOT NULL, 
	made_at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	CONSTRAINT pk_report_runs PRIMARY KEY (number), 
	CONSTRAINT fk_report_runs_by FOREIGN KEY("by") REFERENCES people (id)
);
CREATE TABLE sayings (
	message INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_sayings PRIMARY KEY (message, version), 
	CONSTRAINT fk_sayings_message FOREIGN KEY(message) REFERENCES messages (number)
);
INSERT INTO "sayings" VALUES(1,1,'half way','2031-03-03 09:30:00.123456');
INSERT INTO "sayings" VALUES(1,2,'60 %','2031-03-03 09:35:00.123456');
INSERT INTO "sayings" VALUES(2,1,'unclear','2031-03-03 09:30:00.123456');
INSERT INTO "sayings" VALUES(4,1,'snooze GW2','2031-03-03 09:45:00.123456');
CREATE TABLE snoozes (
	number INTEGER NOT NULL, 
	action TEXT NOT NULL, 
	message INTEGER NOT NULL, 
	until DATE NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_snoozes PRIMARY KEY (number), 
	CONSTRAINT fk_snoozes_action FOREIGN KEY(action) REFERENCES actions (id), 
	CONSTRAINT fk_snoozes_message FOREIGN KEY(message) REFERENCES messages (number)
);
INSERT INTO "snoozes" VALUES(1,'GW2',4,'2031-04-01','frogs');
CREATE TABLE threads (
	chat TEXT NOT NULL, 
	thread TEXT NOT NULL, 
	CONSTRAINT pk_threads PRIMARY KEY (chat, thread)
);
INSERT INTO "threads" VALUES('chat:weir','1');
CREATE TABLE updates (
	number INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	saying INTEGER NOT NULL, 
	action TEXT NOT NULL, 
	status TEXT, 
	percent INTEGER, 
	due DATE, 
	lead TEXT, 
	reason TEXT NOT NULL, 
	note TEXT NOT NULL, 
	state TEXT NOT NULL, 
	ended_at DATETIME, 
	ended_by TEXT, 
	CONSTRAINT pk_updates PRIMARY KEY (number, version), 
	CONSTRAINT fk_updates_message_saying FOREIGN KEY(message, saying) REFERENCES sayings (message, version), 
	CONSTRAINT ck_updates_percent CHECK (percent BETWEEN 0 AND 100), 
	CONSTRAINT fk_updates_action FOREIGN KEY(action) REFERENCES actions (id), 
	CONSTRAINT fk_updates_ended_by FOREIGN KEY(ended_by) REFERENCES people (id)
);
INSERT INTO "updates" VALUES(1,1,1,1,'GW1','in_progress',50,NULL,NULL,'','half way','revised','2031-03-03 09:35:00.123456','chat:morag');
INSERT INTO "updates" VALUES(1,2,1,2,'GW1',NULL,60,NULL,NULL,'','','current',NULL,NULL);
CREATE TABLE wordings (
	action TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	timescale TEXT NOT NULL, 
	due DATE, 
	lead TEXT NOT NULL, 
	progress TEXT NOT NULL, 
	future_reporting TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_wordings PRIMARY KEY (action, version), 
	CONSTRAINT fk_wordings_action FOREIGN KEY(action) REFERENCES actions (id), 
	CONSTRAINT fk_wordings_by FOREIGN KEY("by") REFERENCES people (id)
);
INSERT INTO "wordings" VALUES('GW1',1,'Mend the fish ladder','Spring 2031','2031-05-31','Forum','Stones are bought','Every June','1.1','2031-03-03 09:30:00.123456','chat:morag','water.docx');
INSERT INTO "wordings" VALUES('GW1a',1,'Buy mortar','',NULL,'','','','','2031-03-03 09:30:00.123456','chat:morag','water.docx');
INSERT INTO "wordings" VALUES('GW2',1,'Count the otters','',NULL,'','','','','2031-03-03 09:30:00.123456','chat:morag','water.docx');
INSERT INTO "wordings" VALUES('GW3',1,'Paint the ferry','',NULL,'','','','','2031-03-03 09:30:00.123456','chat:morag','water.docx');
CREATE INDEX ix_objectives_plan ON objectives ("plan");
CREATE INDEX ix_actions_objective ON actions (objective);
CREATE INDEX ix_actions_plan_position ON actions ("plan", position);
CREATE INDEX ix_updates_message ON updates (message);
CREATE INDEX ix_updates_action ON updates (action);
CREATE INDEX ix_inbox_message ON inbox (message);
CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'rows of the audit trail are never changed'); END;
CREATE TRIGGER audit_loses_no_row BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'rows of the audit trail are never deleted'); END;
CREATE INDEX ix_arrivals_state_taken_at ON arrivals (state, taken_at);
CREATE INDEX ix_deliveries_state ON deliveries (state);
CREATE INDEX ix_posts_delivery ON posts (delivery);
CREATE INDEX ix_snoozes_action ON snoozes (action);
CREATE INDEX ix_snoozes_message ON snoozes (message);
CREATE INDEX ix_keys_at ON keys (at);
COMMIT;
