CREATE FUNCTION public.audit_only_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN RAISE EXCEPTION 'rows of the audit trail are never changed or deleted'; END $$;
CREATE TABLE public.actions (
    id text NOT NULL,
    plan text NOT NULL,
    objective text NOT NULL,
    part_of text,
    "position" integer NOT NULL,
    version integer NOT NULL,
    status text,
    retired timestamp with time zone
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.arrivals (
    key text NOT NULL,
    content text NOT NULL,
    at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    state text NOT NULL
);
CREATE TABLE public.audit (
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    what text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    before text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.audit_head (
    id integer NOT NULL,
    number integer NOT NULL,
    hash text NOT NULL,
    CONSTRAINT ck_audit_head_one_row CHECK ((id = 1))
);
CREATE TABLE public.chats (
    chat text NOT NULL,
    plan text NOT NULL
);
CREATE TABLE public.consents (
    person text NOT NULL,
    mention boolean NOT NULL,
    direct boolean NOT NULL,
    gone text NOT NULL
);
CREATE TABLE public.deliveries (
    number integer NOT NULL,
    reminder integer NOT NULL,
    day date NOT NULL,
    chat text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    late boolean NOT NULL,
    attempts integer NOT NULL,
    again_at timestamp with time zone,
    actions text NOT NULL,
    why text NOT NULL
);
CREATE TABLE public.feedback (
    reply text NOT NULL,
    person text NOT NULL,
    helpful boolean NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.inbox (
    number integer NOT NULL,
    message integer NOT NULL,
    saying integer NOT NULL,
    proposals text NOT NULL,
    closed_at timestamp with time zone,
    closed_by text,
    outcome text NOT NULL
);
CREATE TABLE public.invites (
    number integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    by text NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    used_by text,
    used_at timestamp with time zone
);
CREATE TABLE public.keys (
    key text NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.members (
    person text NOT NULL,
    role text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.messages (
    number integer NOT NULL,
    chat text NOT NULL,
    message text,
    by text NOT NULL,
    at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    arrived boolean NOT NULL,
    reread boolean NOT NULL,
    deleted_at timestamp with time zone
);
CREATE TABLE public.moves (
    old text NOT NULL,
    new text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.objectives (
    id text NOT NULL,
    plan text NOT NULL,
    name text NOT NULL,
    "position" integer NOT NULL
);
CREATE TABLE public.pauses (
    chat text NOT NULL,
    why text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.people (
    id text NOT NULL,
    name text NOT NULL,
    role text NOT NULL
);
CREATE TABLE public.plans (
    id text NOT NULL,
    title text NOT NULL,
    area text NOT NULL,
    edition text NOT NULL,
    source text NOT NULL
);
CREATE TABLE public.posts (
    chat text NOT NULL,
    message text NOT NULL,
    delivery integer NOT NULL,
    "position" integer NOT NULL
);
CREATE TABLE public.reminders (
    number integer NOT NULL,
    name text NOT NULL,
    chat text NOT NULL,
    rule text NOT NULL,
    zone text NOT NULL,
    nation text,
    quiet text NOT NULL,
    plan text NOT NULL,
    due_within integer NOT NULL,
    silent_after integer NOT NULL,
    paused boolean NOT NULL,
    begins timestamp with time zone NOT NULL,
    by text NOT NULL,
    removed_at timestamp with time zone
);
CREATE TABLE public.report_runs (
    number integer NOT NULL,
    plans text NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    made_at timestamp with time zone NOT NULL,
    by text NOT NULL
);
CREATE TABLE public.sayings (
    message integer NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.snoozes (
    number integer NOT NULL,
    action text NOT NULL,
    message integer NOT NULL,
    until date NOT NULL,
    reason text NOT NULL
);
CREATE TABLE public.threads (
    chat text NOT NULL,
    thread text NOT NULL
);
CREATE TABLE public.updates (
    number integer NOT NULL,
    version integer NOT NULL,
    message integer NOT NULL,
    saying integer NOT NULL,
    action text NOT NULL,
    status text,
    percent integer,
    due date,
    lead text,
    reason text NOT NULL,
    note text NOT NULL,
    state text NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT ck_updates_percent CHECK (((percent >= 0) AND (percent <= 100)))
);
CREATE TABLE public.wordings (
    action text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    timescale text NOT NULL,
    due date,
    lead text NOT NULL,
    progress text NOT NULL,
    future_reporting text NOT NULL,
    reference text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    source text NOT NULL
);
INSERT INTO public.actions VALUES ('GW1', 'GW', 'GW-1', NULL, 1, 1, 'in_progress', NULL);
INSERT INTO public.actions VALUES ('GW1a', 'GW', 'GW-1', 'GW1', 2, 1, NULL, NULL);
INSERT INTO public.actions VALUES ('GW2', 'GW', 'GW-1', NULL, 3, 1, NULL, NULL);
INSERT INTO public.actions VALUES ('GW3', 'GW', 'GW-2', NULL, 4, 1, NULL, NULL);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.arrivals VALUES ('chat:1', 'words', '2031-03-03 09:38:00.123456+00', '2031-03-03 09:38:00.123456+00', 'begun');
INSERT INTO public.audit VALUES (1, '2031-03-03 09:30:00.123456+00', 'chat:morag', 'imported', 'GW', '{"add":["GW1","GW1a","GW2","GW3"],"source":"water.docx"}', '0000000000000000000000000000000000000000000000000000000000000000', 'f4fc4958a0235620ce8336bebe76e8e1a157185c1b354ae724cc75a4a48f0f9e');
INSERT INTO public.audit VALUES (2, '2031-03-03 09:30:00.123456+00', 'chat:isla', 'logged', 'U1', '{"action":"GW1","due":null,"lead":null,"percent":50,"status":"in_progress","version":1}', 'f4fc4958a0235620ce8336bebe76e8e1a157185c1b354ae724cc75a4a48f0f9e', 'e2c6432120deb4e841e6a69f9b0f168b932d8fbb748d537b72f91410cef665d5');
INSERT INTO public.audit VALUES (3, '2031-03-03 09:35:00.123456+00', 'chat:morag', 'edited', 'chat:weir/1', '{"version":2}', 'e2c6432120deb4e841e6a69f9b0f168b932d8fbb748d537b72f91410cef665d5', 'd5003966b97788c3a9159f23fb18fb871a4f8a04a0ac823bd2b5f9b95bfe5b1b');
INSERT INTO public.audit VALUES (4, '2031-03-03 09:35:00.123456+00', 'chat:morag', 'revised', 'U1', '{"action":"GW1","due":null,"lead":null,"percent":60,"status":null,"version":2}', 'd5003966b97788c3a9159f23fb18fb871a4f8a04a0ac823bd2b5f9b95bfe5b1b', '6a55c0a7bc318eb5b492577de494776ad6cdfb8b59a758861d8a4f74aeebda22');
INSERT INTO public.audit VALUES (5, '2031-03-03 09:30:00.123456+00', 'chat:isla', 'queued', 'W1', '{"proposals":1}', '6a55c0a7bc318eb5b492577de494776ad6cdfb8b59a758861d8a4f74aeebda22', '41864ba9ddc66956192c4967bba0f7b3d54e70617ab0d9ddaf13c90c46ca7cff');
INSERT INTO public.audit VALUES (6, '2031-03-03 09:36:00.123456+00', 'chat:isla', 'deleted', 'chat:weir/3', '{}', '41864ba9ddc66956192c4967bba0f7b3d54e70617ab0d9ddaf13c90c46ca7cff', '6fd7161973719f7cf99de13e2a9d0ca6bce4499671b98bec5ae177834228570d');
INSERT INTO public.audit VALUES (7, '2031-03-03 09:37:00.123456+00', 'chat:morag', 'assigned', 'chat:weir', '{"before":"","plan":"GW"}', '6fd7161973719f7cf99de13e2a9d0ca6bce4499671b98bec5ae177834228570d', '94ece3aaa59212e9a11251ef83aaac1595af01f574f97fc96d803d221da94b38');
INSERT INTO public.audit VALUES (8, '2031-03-03 09:39:00.123456+00', 'chat:morag', 'invited', 'I1', '{"role":"contributor","until":"2031-03-04T09:39:00.123456+00:00"}', '94ece3aaa59212e9a11251ef83aaac1595af01f574f97fc96d803d221da94b38', '5003e196add4a7b6816eaec5a38fa2c576a64b97d928529a9f196f65b2035023');
INSERT INTO public.audit VALUES (9, '2031-03-03 09:40:00.123456+00', 'chat:isla', 'joined', 'chat:isla', '{"invite":"I1","role":"contributor"}', '5003e196add4a7b6816eaec5a38fa2c576a64b97d928529a9f196f65b2035023', '837d11bdd75ee6654283f07ae806652cff57e5e7fe56709f1586ccad3e77316b');
INSERT INTO public.audit VALUES (10, '2031-03-03 09:41:00.123456+00', 'chat:morag', 'added', 'reminder R1', '{"chat":"chat:weir","paused":false,"plan":"GW","rule":{"at":"09:30:00","since":"2024-01-01","weekday":0,"weeks":1},"zone":"Europe/London"}', '837d11bdd75ee6654283f07ae806652cff57e5e7fe56709f1586ccad3e77316b', '93356eec5363efd5bbb61ffd930d8154075120764124c326b22f9bea4c8e6461');
INSERT INTO public.audit VALUES (11, '2031-03-03 09:44:00.123456+00', 'chat:isla', 'agreed', 'chat:isla', '{"direct":false,"gone":false,"mention":true}', '93356eec5363efd5bbb61ffd930d8154075120764124c326b22f9bea4c8e6461', '20cd86e134f7db390120e409b3a612e8ddc2c20060032d4f81ce2eed6f90df50');
INSERT INTO public.audit VALUES (12, '2031-03-03 09:45:00.123456+00', 'chat:isla', 'snoozed', 'GW2', '{"until":"2031-04-01"}', '20cd86e134f7db390120e409b3a612e8ddc2c20060032d4f81ce2eed6f90df50', 'bc65ffac8fb7efd2ab4609f08fb044fc597c9b65423ff9390d106a4fc4b58d63');
INSERT INTO public.audit VALUES (13, '2031-03-03 09:46:00.123456+00', 'program', 'moved', 'chat:loch', '{"to":"chat:ben"}', 'bc65ffac8fb7efd2ab4609f08fb044fc597c9b65423ff9390d106a4fc4b58d63', '603198a5207125c5a6c0cdc1a9bae306ff3de3f3513d31d49c101778093becb6');
INSERT INTO public.audit VALUES (14, '2031-03-03 09:47:00.123456+00', 'program', 'paused', 'chat:ben', '{}', '603198a5207125c5a6c0cdc1a9bae306ff3de3f3513d31d49c101778093becb6', 'af653cbe4ca44069b16dbf9d2243fb83df3b99842b1a7bcf27e430f018e772c0');
INSERT INTO public.audit_head VALUES (1, 14, 'af653cbe4ca44069b16dbf9d2243fb83df3b99842b1a7bcf27e430f018e772c0');
INSERT INTO public.chats VALUES ('chat:weir', 'GW');
INSERT INTO public.consents VALUES ('chat:isla', true, false, '');
INSERT INTO public.deliveries VALUES (1, 1, '2031-03-10', 'chat:weir', '2031-03-03 09:42:00.123456+00', 'sent', '2031-03-03 09:43:00.123456+00', false, 1, NULL, '["GW1"]', '');
INSERT INTO public.feedback VALUES ('chat:weir/1', 'chat:isla', true, 'clear', '2031-03-03 09:38:00.123456+00');
INSERT INTO public.inbox VALUES (1, 2, 1, '[{"due":"2031-04-01","lead":"Forum","matches":[["GW1",0.61],["GW2",0.58]],"needs":"choose","percent":40,"reason":"no stones","status":"blocked","text":"the ladder or the otters"}]', NULL, NULL, '');
INSERT INTO public.invites VALUES (1, '55beed2af2729add9a41af072c3cd58f56fe16e1462ad19ae9b51281090ed59b', 'Isla', 'contributor', 'chat:morag', '2031-03-03 09:39:00.123456+00', '2031-03-04 09:39:00.123456+00', 'chat:isla', '2031-03-03 09:40:00.123456+00');
INSERT INTO public.keys VALUES ('yPdSDRZrnCin', 'undo', '2031-03-03 09:48:00.123456+00');
INSERT INTO public.members VALUES ('chat:isla', 'contributor', '2031-03-03 09:40:00.123456+00');
INSERT INTO public.messages VALUES (1, 'chat:weir', '1', 'chat:isla', '2031-03-03 09:30:00.123456+00', 2, true, true, NULL);
INSERT INTO public.messages VALUES (2, 'chat:weir', '2', 'chat:isla', '2031-03-03 09:30:00.123456+00', 1, true, false, NULL);
INSERT INTO public.messages VALUES (3, 'chat:weir', '3', 'chat:isla', '2031-03-03 09:36:00.123456+00', 0, false, false, '2031-03-03 09:36:00.123456+00');
INSERT INTO public.messages VALUES (4, 'chat:weir', '4', 'chat:isla', '2031-03-03 09:45:00.123456+00', 1, true, false, NULL);
INSERT INTO public.moves VALUES ('chat:loch', 'chat:ben', '2031-03-03 09:46:00.123456+00');
INSERT INTO public.objectives VALUES ('GW-1', 'GW', 'The weir', 1);
INSERT INTO public.objectives VALUES ('GW-2', 'GW', 'The ferry', 2);
INSERT INTO public.pauses VALUES ('chat:ben', 'The bot was removed.', '2031-03-03 09:47:00.123456+00');
INSERT INTO public.people VALUES ('chat:morag', 'Morag Tulloch', 'officer');
INSERT INTO public.people VALUES ('chat:isla', 'Isla Rennie', 'contributor');
INSERT INTO public.plans VALUES ('GW', 'Glenmore Water Plan', 'Glenmore', '2031', 'water.docx');
INSERT INTO public.posts VALUES ('chat:weir', '9', 1, 1);
INSERT INTO public.reminders VALUES (1, '', 'chat:weir', '{"at":"09:30:00","since":"2024-01-01","weekday":0,"weeks":1}', 'Europe/London', 'scotland', '[["2031-07-01","2031-08-10","recess"]]', 'GW', 14, 4, false, '2031-03-03 09:41:00.123456+00', 'chat:morag', NULL);
INSERT INTO public.sayings VALUES (1, 1, 'half way', '2031-03-03 09:30:00.123456+00');
INSERT INTO public.sayings VALUES (1, 2, '60 %', '2031-03-03 09:35:00.123456+00');
INSERT INTO public.sayings VALUES (2, 1, 'unclear', '2031-03-03 09:30:00.123456+00');
INSERT INTO public.sayings VALUES (4, 1, 'snooze GW2', '2031-03-03 09:45:00.123456+00');
INSERT INTO public.snoozes VALUES (1, 'GW2', 4, '2031-04-01', 'frogs');
INSERT INTO public.threads VALUES ('chat:weir', '1');
INSERT INTO public.updates VALUES (1, 1, 1, 1, 'GW1', 'in_progress', 50, NULL, NULL, '', 'half way', 'revised', '2031-03-03 09:35:00.123456+00', 'chat:morag');
INSERT INTO public.updates VALUES (1, 2, 1, 2, 'GW1', NULL, 60, NULL, NULL, '', '', 'current', NULL, NULL);
INSERT INTO public.wordings VALUES ('GW1', 1, 'Mend the fish ladder', 'Spring 2031', '2031-05-31', 'Forum', 'Stones are bought', 'Every June', '1.1', '2031-03-03 09:30:00.123456+00', 'chat:morag', 'water.docx');
INSERT INTO public.wordings VALUES ('GW1a', 1, 'Buy mortar', '', NULL, '', '', '', '', '2031-03-03 09:30:00.123456+00', 'chat:morag', 'water.docx');
INSERT INTO public.wordings VALUES ('GW2', 1, 'Count the otters', '', NULL, '', '', '', '', '2031-03-03 09:30:00.123456+00', 'chat:morag', 'water.docx');
INSERT INTO public.wordings VALUES ('GW3', 1, 'Paint the ferry', '', NULL, '', '', '', '', '2031-03-03 09:30:00.123456+00', 'chat:morag', 'water.docx');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT pk_actions PRIMARY KEY (id);
ALTER TABLE ONLY public.arrivals
    ADD CONSTRAINT pk_arrivals PRIMARY KEY (key);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (number);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT pk_chats PRIMARY KEY (chat);
ALTER TABLE ONLY public.consents
    ADD CONSTRAINT pk_consents PRIMARY KEY (person);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (number);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT pk_feedback PRIMARY KEY (reply, person);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (number);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT pk_invites PRIMARY KEY (number);
ALTER TABLE ONLY public.keys
    ADD CONSTRAINT pk_keys PRIMARY KEY (key);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT pk_members PRIMARY KEY (person);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT pk_messages PRIMARY KEY (number);
ALTER TABLE ONLY public.moves
    ADD CONSTRAINT pk_moves PRIMARY KEY (old);
ALTER TABLE ONLY public.objectives
    ADD CONSTRAINT pk_objectives PRIMARY KEY (id);
ALTER TABLE ONLY public.pauses
    ADD CONSTRAINT pk_pauses PRIMARY KEY (chat);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT pk_people PRIMARY KEY (id);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT pk_plans PRIMARY KEY (id);
ALTER TABLE ONLY public.posts
    ADD CONSTRAINT pk_posts PRIMARY KEY (chat, message);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT pk_reminders PRIMARY KEY (number);
ALTER TABLE ONLY public.report_runs
    ADD CONSTRAINT pk_report_runs PRIMARY KEY (number);
ALTER TABLE ONLY public.sayings
    ADD CONSTRAINT pk_sayings PRIMARY KEY (message, version);
ALTER TABLE ONLY public.snoozes
    ADD CONSTRAINT pk_snoozes PRIMARY KEY (number);
ALTER TABLE ONLY public.threads
    ADD CONSTRAINT pk_threads PRIMARY KEY (chat, thread);
ALTER TABLE ONLY public.updates
    ADD CONSTRAINT pk_updates PRIMARY KEY (number, version);
ALTER TABLE ONLY public.wordings
    ADD CONSTRAINT pk_wordings PRIMARY KEY (action, version);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT uq_deliveries_reminder_day_chat UNIQUE (reminder, day, chat);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT uq_invites_code UNIQUE (code);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT uq_messages_chat_message UNIQUE (chat, message);
CREATE INDEX ix_actions_objective ON public.actions USING btree (objective);
CREATE INDEX ix_actions_plan_position ON public.actions USING btree (plan, "position");
CREATE INDEX ix_arrivals_state_taken_at ON public.arrivals USING btree (state, taken_at);
CREATE INDEX ix_deliveries_state ON public.deliveries USING btree (state);
CREATE INDEX ix_inbox_message ON public.inbox USING btree (message);
CREATE INDEX ix_keys_at ON public.keys USING btree (at);
CREATE INDEX ix_objectives_plan ON public.objectives USING btree (plan);
CREATE INDEX ix_posts_delivery ON public.posts USING btree (delivery);
CREATE INDEX ix_snoozes_action ON public.snoozes USING btree (action);
CREATE INDEX ix_snoozes_message ON public.snoozes USING btree (message);
CREATE INDEX ix_updates_action ON public.updates USING btree (action);
CREATE INDEX ix_updates_message ON public.updates USING btree (message);
CREATE TRIGGER audit_keeps_rows BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.audit_only_grows();
CREATE TRIGGER audit_loses_no_row BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.audit_only_grows();
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT fk_actions_objective FOREIGN KEY (objective) REFERENCES public.objectives(id);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT fk_actions_part_of FOREIGN KEY (part_of) REFERENCES public.actions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT fk_actions_plan FOREIGN KEY (plan) REFERENCES public.plans(id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT fk_chats_plan FOREIGN KEY (plan) REFERENCES public.plans(id);
ALTER TABLE ONLY public.consents
    ADD CONSTRAINT fk_consents_person FOREIGN KEY (person) REFERENCES public.people(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_reminder FOREIGN KEY (reminder) REFERENCES public.reminders(number);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT fk_inbox_closed_by FOREIGN KEY (closed_by) REFERENCES public.people(id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT fk_inbox_message_saying FOREIGN KEY (message, saying) REFERENCES public.sayings(message, version);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT fk_invites_by FOREIGN KEY (by) REFERENCES public.people(id);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT fk_invites_used_by FOREIGN KEY (used_by) REFERENCES public.people(id);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT fk_members_person FOREIGN KEY (person) REFERENCES public.people(id);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT fk_messages_by FOREIGN KEY (by) REFERENCES public.people(id);
ALTER TABLE ONLY public.objectives
    ADD CONSTRAINT fk_objectives_plan FOREIGN KEY (plan) REFERENCES public.plans(id);
ALTER TABLE ONLY public.posts
    ADD CONSTRAINT fk_posts_delivery FOREIGN KEY (delivery) REFERENCES public.deliveries(number);
ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT fk_reminders_by FOREIGN KEY (by) REFERENCES public.people(id);
ALTER TABLE ONLY public.report_runs
    ADD CONSTRAINT fk_report_runs_by FOREIGN KEY (by) REFERENCES public.people(id);
ALTER TABLE ONLY public.sayings
    ADD CONSTRAINT fk_sayings_message FOREIGN KEY (message) REFERENCES public.messages(number);
ALTER TABLE ONLY public.snoozes
    ADD CONSTRAINT fk_snoozes_action FOREIGN KEY (action) REFERENCES public.actions(id);
ALTER TABLE ONLY public.snoozes
    ADD CONSTRAINT fk_snoozes_message FOREIGN KEY (message) REFERENCES public.messages(number);
ALTER TABLE ONLY public.updates
    ADD CONSTRAINT fk_updates_action FOREIGN KEY (action) REFERENCES public.actions(id);
ALTER TABLE ONLY public.updates
    ADD CONSTRAINT fk_updates_ended_by FOREIGN KEY (ended_by) REFERENCES public.people(id);
ALTER TABLE ONLY public.updates
    ADD CONSTRAINT fk_updates_message_saying FOREIGN KEY (message, saying) REFERENCES public.sayings(message, version);
ALTER TABLE ONLY public.wordings
    ADD CONSTRAINT fk_wordings_action FOREIGN KEY (action) REFERENCES public.actions(id);
ALTER TABLE ONLY public.wordings
    ADD CONSTRAINT fk_wordings_by FOREIGN KEY (by) REFERENCES public.people(id);
