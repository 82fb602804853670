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
CREATE TABLE public.objectives (
    id text NOT NULL,
    plan text NOT NULL,
    name text NOT NULL,
    "position" integer NOT NULL
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
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.audit VALUES (1, '2031-03-03 09:30:00.123456+00', 'chat:morag', 'imported', 'GW', '{"add":["GW1","GW1a","GW2","GW3"],"source":"water.docx"}', '0000000000000000000000000000000000000000000000000000000000000000', 'f4fc4958a0235620ce8336bebe76e8e1a157185c1b354ae724cc75a4a48f0f9e');
INSERT INTO public.audit VALUES (2, '2031-03-03 09:30:00.123456+00', 'chat:isla', 'logged', 'U1', '{"action":"GW1","due":null,"lead":null,"percent":50,"status":"in_progress","version":1}', 'f4fc4958a0235620ce8336bebe76e8e1a157185c1b354ae724cc75a4a48f0f9e', 'e2c6432120deb4e841e6a69f9b0f168b932d8fbb748d537b72f91410cef665d5');
INSERT INTO public.audit VALUES (3, '2031-03-03 09:35:00.123456+00', 'chat:morag', 'edited', 'chat:weir/1', '{"version":2}', 'e2c6432120deb4e841e6a69f9b0f168b932d8fbb748d537b72f91410cef665d5', 'd5003966b97788c3a9159f23fb18fb871a4f8a04a0ac823bd2b5f9b95bfe5b1b');
INSERT INTO public.audit VALUES (4, '2031-03-03 09:35:00.123456+00', 'chat:morag', 'revised', 'U1', '{"action":"GW1","due":null,"lead":null,"percent":60,"status":null,"version":2}', 'd5003966b97788c3a9159f23fb18fb871a4f8a04a0ac823bd2b5f9b95bfe5b1b', '6a55c0a7bc318eb5b492577de494776ad6cdfb8b59a758861d8a4f74aeebda22');
INSERT INTO public.audit VALUES (5, '2031-03-03 09:30:00.123456+00', 'chat:isla', 'queued', 'W1', '{"proposals":1}', '6a55c0a7bc318eb5b492577de494776ad6cdfb8b59a758861d8a4f74aeebda22', '41864ba9ddc66956192c4967bba0f7b3d54e70617ab0d9ddaf13c90c46ca7cff');
INSERT INTO public.audit VALUES (6, '2031-03-03 09:36:00.123456+00', 'chat:isla', 'deleted', 'chat:weir/3', '{}', '41864ba9ddc66956192c4967bba0f7b3d54e70617ab0d9ddaf13c90c46ca7cff', '6fd7161973719f7cf99de13e2a9d0ca6bce4499671b98bec5ae177834228570d');
INSERT INTO public.audit VALUES (7, '2031-03-03 09:37:00.123456+00', 'chat:morag', 'assigned', 'chat:weir', '{"before":"","plan":"GW"}', '6fd7161973719f7cf99de13e2a9d0ca6bce4499671b98bec5ae177834228570d', '94ece3aaa59212e9a11251ef83aaac1595af01f574f97fc96d803d221da94b38');
INSERT INTO public.audit_head VALUES (1, 7, '94ece3aaa59212e9a11251ef83aaac1595af01f574f97fc96d803d221da94b38');
INSERT INTO public.chats VALUES ('chat:weir', 'GW');
INSERT INTO public.inbox VALUES (1, 2, 1, '[{"due":"2031-04-01","lead":"Forum","matches":[["GW1",0.61],["GW2",0.58]],"needs":"choose","percent":40,"reason":"no stones","status":"blocked","text":"the ladder or the otters"}]', NULL, NULL, '');
INSERT INTO public.messages VALUES (1, 'chat:weir', '1', 'chat:isla', '2031-03-03 09:30:00.123456+00', 2, true, true, NULL);
INSERT INTO public.messages VALUES (2, 'chat:weir', '2', 'chat:isla', '2031-03-03 09:30:00.123456+00', 1, true, false, NULL);
INSERT INTO public.messages VALUES (3, 'chat:weir', '3', 'chat:isla', '2031-03-03 09:36:00.123456+00', 0, false, false, '2031-03-03 09:36:00.123456+00');
INSERT INTO public.objectives VALUES ('GW-1', 'GW', 'The weir', 1);
INSERT INTO public.objectives VALUES ('GW-2', 'GW', 'The ferry', 2);
INSERT INTO public.people VALUES ('chat:morag', 'Morag Tulloch', 'officer');
INSERT INTO public.people VALUES ('chat:isla', 'Isla Rennie', 'contributor');
INSERT INTO public.plans VALUES ('GW', 'Glenmore Water Plan', 'Glenmore', '2031', 'water.docx');
INSERT INTO public.sayings VALUES (1, 1, 'half way', '2031-03-03 09:30:00.123456+00');
INSERT INTO public.sayings VALUES (1, 2, '60 %', '2031-03-03 09:35:00.123456+00');
INSERT INTO public.sayings VALUES (2, 1, 'unclear', '2031-03-03 09:30:00.123456+00');
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
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT pk_feedback PRIMARY KEY (reply, person);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (number);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT pk_messages PRIMARY KEY (number);
ALTER TABLE ONLY public.objectives
    ADD CONSTRAINT pk_objectives PRIMARY KEY (id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT pk_people PRIMARY KEY (id);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT pk_plans PRIMARY KEY (id);
ALTER TABLE ONLY public.report_runs
    ADD CONSTRAINT pk_report_runs PRIMARY KEY (number);
ALTER TABLE ONLY public.sayings
    ADD CONSTRAINT pk_sayings PRIMARY KEY (message, version);
ALTER TABLE ONLY public.threads
    ADD CONSTRAINT pk_threads PRIMARY KEY (chat, thread);
ALTER TABLE ONLY public.updates
    ADD CONSTRAINT pk_updates PRIMARY KEY (number, version);
ALTER TABLE ONLY public.wordings
    ADD CONSTRAINT pk_wordings PRIMARY KEY (action, version);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT uq_messages_chat_message UNIQUE (chat, message);
CREATE INDEX ix_actions_objective ON public.actions USING btree (objective);
CREATE INDEX ix_actions_plan_position ON public.actions USING btree (plan, "position");
CREATE INDEX ix_arrivals_state_taken_at ON public.arrivals USING btree (state, taken_at);
CREATE INDEX ix_inbox_message ON public.inbox USING btree (message);
CREATE INDEX ix_objectives_plan ON public.objectives USING btree (plan);
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
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT fk_inbox_closed_by FOREIGN KEY (closed_by) REFERENCES public.people(id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT fk_inbox_message_saying FOREIGN KEY (message, saying) REFERENCES public.sayings(message, version);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT fk_messages_by FOREIGN KEY (by) REFERENCES public.people(id);
ALTER TABLE ONLY public.objectives
    ADD CONSTRAINT fk_objectives_plan FOREIGN KEY (plan) REFERENCES public.plans(id);
ALTER TABLE ONLY public.report_runs
    ADD CONSTRAINT fk_report_runs_by FOREIGN KEY (by) REFERENCES public.people(id);
ALTER TABLE ONLY public.sayings
    ADD CONSTRAINT fk_sayings_message FOREIGN KEY (message) REFERENCES public.messages(number);
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
