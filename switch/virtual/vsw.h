/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside the virtual switch: its model (configuration, VLAN database, what the kernel said) and
 * its terminals. Only the files of this directory include it; virtual.h is the face outwards.
 */
#ifndef SWITCH_VIRTUAL_VSW_H
#define SWITCH_VIRTUAL_VSW_H

#include "buf.h"
#include "ifname.h"
#include "ssh_face.h"
#include "vlanset.h"
#include "virtual.h"

enum {
	VSW_NAME_MAX = 64,            /* hostname: RFC 1123 */
	VSW_TEXT_MAX = 241,           /* description */
	VSW_LINE_MAX = 254,           /* characters of an input line; each further one is a BEL */
	VSW_STORED_MAX = 512,         /* characters of a stored one, its keywords in full */
	VSW_VLAN_NAME_MAX = 32,       /* VTP version 1 and 2 */
	VSW_LOG_DEFAULT = 4096,       /* bytes of the log buffer */
	VSW_PRIORITY_DEFAULT = 32768, /* of the LACP system */
	VSW_SUSPEND_MS = 7500,        /* a member without LACP partner is suspended after that */
};

enum vsw_model_has {
	MODEL_ENCAPSULATION = 1 << 0,  /* ISL too: `switchport trunk encapsulation` is needed */
	MODEL_ROUTED_CHANNEL = 1 << 1, /* `interface Port-channelN` makes a layer-3 one */
	MODEL_RATE = 1 << 2,           /* lacp rate */
	MODEL_MIN_LINKS = 1 << 3,      /* port-channel min-links */
	MODEL_STANDALONE = 1 << 4,     /* port-channel standalone-disable, of a Port-channel */
	MODEL_PORT_MTU = 1 << 5,       /* mtu, of a port */
	MODEL_EDGE = 1 << 6,           /* prints `spanning-tree portfast edge` */
	MODEL_XE = 1 << 7,
	MODEL_MAX_BUNDLE = 1 << 8, /* lacp max-bundle */
};

/* Which platform it plays: limits and the lines that one has and another has not. */
struct vsw_model {
	const char *name;
	const char *software;    /* "C3750E Software (C3750E-UNIVERSALK9-M)" */
	const char *release;     /* "12.2(58)SE2" */
	const char *train;       /* "RELEASE SOFTWARE (fc1)" */
	const char *hardware;    /* "WS-C3750E-24TD" */
	unsigned has;            /* enum vsw_model_has */
	unsigned channel_groups; /* group numbers 1..N */
};

enum vif_kind { VIF_CHANNEL, VIF_PHYSICAL, VIF_VLAN }; /* the order of running-config */
enum vif_mode { VIF_AUTO, VIF_DESIRABLE, VIF_ACCESS, VIF_TRUNK };
enum vif_fast { VIF_FAST_NONE, VIF_FAST_EDGE, VIF_FAST_TRUNK };
enum vif_chmode { CH_NONE, CH_ACTIVE, CH_PASSIVE, CH_ON, CH_DESIRABLE, CH_AUTO };
enum vif_duplex { DUPLEX_AUTO, DUPLEX_HALF, DUPLEX_FULL };
enum vif_link { LINK_STATE_DOWN, LINK_STATE_UP, LINK_STATE_SHUT };
enum vif_proto { PROTO_NONE, PROTO_LACP, PROTO_PAGP };

/* What a Port-channel and its members must have in common. */
struct vif_l2 {
	bool routed; /* `no switchport` */
	enum vif_mode mode;
	bool dot1q; /* `switchport trunk encapsulation dot1q` */
	bool nonegotiate;
	unsigned access, native;
	bool allowed_said; /* else: all */
	struct vlanset allowed;
};

/* What the kernel says of a port, kept between two readings. */
struct vif_facts {
	bool present, carrier, up;
	char master[LINK_NAME_MAX];
	bool bundled; /* proven: this port is in its bond's active aggregator */
	struct lacp_port actor, partner;
	bool has_lacp;
	unsigned sent, received; /* LACPDUs */
	unsigned speed_mbps;
};

struct vif {
	struct vif *next;
	enum vif_kind kind;
	unsigned number; /* of a Port-channel or Vlan */
	char name[IFNAME_MAX], brief[IFNAME_MAX];
	char description[VSW_TEXT_MAX];
	struct vif_l2 l2;
	bool shutdown;
	enum vif_fast fast;
	bool bpduguard;
	unsigned group; /* channel-group, 0: none */
	enum vif_chmode chmode;
	enum vif_proto proto;
	bool lacp_fast;
	unsigned speed; /* Mbit/s as configured; 0: auto */
	enum vif_duplex duplex;
	unsigned mtu;           /* 0: not said */
	unsigned lacp_priority; /* 32768 by default */
	bool standalone;        /* of a Port-channel: `no port-channel standalone-disable` */
	unsigned max_bundle;    /* of a Port-channel; 0: not said, 8 */
	unsigned min_links;     /* of a Port-channel; 0: not said */
	struct buf kept;        /* lines that are only kept, each with its end */
	int64_t joined_ms;      /* when it began to wait for a partner; -1: not yet stamped */
	bool expired;           /* VSW_SUSPEND_MS are over */
	bool told;              /* the mismatch was logged */
	enum vif_link link_told;
	bool line_told, min_links_told; /* up; fewer than min-links */
	char err_disabled[32]; /* why (a fault), until the port is shut; empty: it is not */
	struct vif_facts facts;
};

struct vsw_vlan {
	struct vsw_vlan *next;
	unsigned id;
	char name[VSW_VLAN_NAME_MAX + 1];
};

enum vsw_vtp { VSW_VTP_SERVER, VSW_VTP_CLIENT, VSW_VTP_TRANSPARENT, VSW_VTP_OFF };

struct vsw_user {
	struct vsw_user *next;
	char name[VSW_NAME_MAX];
	unsigned privilege;
	bool plain; /* `password 0`; else secret is an MD5-crypt hash */
	char secret[128];
};

enum vsw_fault_kind {
	FAULT_REFUSE,
	FAULT_DROP,
	FAULT_DROP_AFTER,
	FAULT_SILENT,
	FAULT_SILENT_AFTER,
	FAULT_IGNORE,
	FAULT_SAY,
	FAULT_LOG,
	FAULT_ASK,
	FAULT_PUSH_BACK,
	FAULT_SLOW,
	FAULT_SAVE,
	FAULT_LOCK,
	FAULT_ERR_DISABLE
};

struct vsw_fault {
	struct vsw_fault *next;
	enum vsw_fault_kind kind;
	char *prefix, *reply;
	unsigned line;   /* strikes at this line of configuration mode; 0: at its prefix */
	unsigned number; /* milliseconds of FAULT_SLOW */
	long times;      /* left; -1: always */
};

/* What `archive` says (running-config), apart from what it has stored. */
struct vsw_archive_lines {
	bool there;              /* `archive` was entered */
	char path[VSW_NAME_MAX]; /* empty: the feature is off */
	unsigned maximum;        /* 0: not said, 10 */
	unsigned period;         /* minutes, 0: not said */
	bool write_memory;
};

/* What running-config and vlan.dat hold: what a rollback or a reload replaces. */
struct vsw_config {
	char hostname[VSW_NAME_MAX];
	char enable_secret[128]; /* MD5-crypt */
	struct vsw_user *users;
	unsigned vty_last; /* `line vty 0 N` */
	enum vsw_vtp vtp;
	unsigned vtp_version;
	char vtp_domain[VSW_NAME_MAX];
	unsigned vtp_revision;
	struct vsw_vlan *vlans; /* ascending */
	struct vif *ifs;        /* in the order of running-config */
	struct buf kept;        /* global lines that are only kept */
	struct buf vty_kept, con_kept;
	struct vsw_archive_lines archive;
	bool tag_native;   /* `vlan dot1q tag native` */
	bool no_cdp;       /* `no cdp run` */
	bool exclusive;    /* `configuration mode exclusive auto` */
	unsigned mtu;      /* `system mtu`; 0: 1500 */
	unsigned jumbo;    /* `system mtu jumbo`; 0: 1500 */
	unsigned priority; /* `lacp system-priority` */
	unsigned log_size; /* `logging buffered`, bytes; 0: off */
};

/* A configuration in the archive. */
struct vsw_archived {
	struct vsw_archived *next;
	char *name, *text;
};

/* `configure terminal revert timer`: pending while name is set. */
struct vsw_revert {
	char *name, *text; /* what it will roll back to */
	bool idle;         /* counts from the owner's last key */
	bool warned;
	unsigned minutes;
	int64_t set_ms, since_ms;
	char user[VSW_NAME_MAX];
	struct vswitch_vty *owner; /* NULL: gone */
};

/* `reload in`: scheduled while by is set. */
struct vsw_reload {
	char by[VSW_NAME_MAX + 16];
	int64_t due_ms;
	unsigned told; /* the minutes left that were last told to all */
};

/* What directives say is at the end of a port's cable. */
enum vsw_wire_kind { WIRE_LINK, WIRE_PARTNER, WIRE_CDP, WIRE_LLDP, WIRE_MAC };

struct vsw_wire {
	struct vsw_wire *next;
	enum vsw_wire_kind kind;
	char port[IFNAME_MAX];
	char word[2][VSW_NAME_MAX], rest[VSW_NAME_MAX];
};

struct vswitch {
	const struct vsw_model *model;
	struct vsw_config cfg;
	uint8_t mac[6];
	bool mac_said;
	char release[32], serial[32]; /* `! version:`, `! serial:`; empty: the model's, derived */
	struct vsw_wire *wires;
	struct ssh_face ssh;
	unsigned minute_ms;    /* of its timers; `! minute:` */
	struct buf directives; /* `! model:` and such, as they stood in the file */
	struct vsw_fault *faults;
	unsigned config_lines;         /* that were typed in configuration mode, in all sessions */
	struct vsw_archived *archived; /* the most recent one first */
	unsigned archives;             /* how many ever were */
	struct vsw_revert revert;
	struct vsw_reload reload;
	unsigned boot_takes_ms; /* `! boot:` */
	bool booting;
	int64_t boot_ms; /* when it was up; in the future: it boots */
	struct buf log;  /* what `show logging` shows */
	unsigned logged;
	struct buf startup;
	unsigned saves, generation;
	uint64_t bonds[5]; /* group numbers that were ever wanted */
	bool kernel;       /* facts came from a kernel */
	int64_t now_ms;
	void (*on_command)(void *ctx, const char *user, const char *line);
	void *on_command_ctx;
	struct vswitch_vty *vtys;
	unsigned vty_ids; /* bits of the numbers in use */
};

enum vty_mode { MODE_EXEC, MODE_CONFIG, MODE_IF, MODE_VLAN, MODE_LINE, MODE_ARCHIVE };

/* A question in the prompt's place. Its answer may ask again, or another one. */
struct vsw_question {
	const char *text; /* NULL: the terminal's own, v->asked */
	bool hidden;      /* the answer is not echoed */
	bool key;         /* one key is the answer: [confirm] */
	void (*answer)(struct vswitch_vty *v, const char *line);
};

/* `reload`, until its questions are answered. */
struct vsw_wish {
	bool now;
	unsigned minutes;
};

struct vswitch_vty {
	struct vswitch_vty *next;
	struct vswitch *s;
	char user[VSW_NAME_MAX];
	unsigned id;
	unsigned privilege;
	enum vty_mode mode;
	struct vif *iface;    /* in MODE_IF */
	struct vlanset vlans; /* in MODE_VLAN: not yet committed */
	char vlan_name[VSW_VLAN_NAME_MAX + 1];
	bool line_con;                     /* in MODE_LINE */
	const struct vsw_question *ask;    /* NULL: none */
	struct vsw_wish wish;              /* what was asked about */
	char *asked;                       /* the words of a question on demand */
	char asked_line[VSW_LINE_MAX + 1]; /* the line that runs when it is answered by yes */
	int64_t wait_ms;  /* until then the line that was typed is not run; 0: none */
	struct buf ahead; /* typed meanwhile */
	unsigned tries;   /* of the enable secret */
	bool loading;     /* reads the startup file: no questions, creates ports */
	bool ended, silent, monitor;
	bool dropped;           /* ended by a fault: nothing more is said */
	unsigned width, length; /* `terminal width`, `length`; 0: without limit */
	char line[VSW_LINE_MAX + 1];
	size_t len;
	size_t hidden;    /* of them that a narrow terminal does not show */
	bool skip_lf;     /* the LF of a CRLF */
	bool quoted;      /* after ^V */
	bool busy;        /* a command runs */
	unsigned escape;  /* inside an escape sequence of the terminal */
	struct buf reply; /* of the running command, lines end with \n */
	struct buf page;  /* what the pager holds back */
	struct buf late;  /* logged while busy */
	struct buf out;   /* to be sent */
	size_t taken;     /* of out, by the last vswitch_output() */
};

extern const struct vsw_model vsw_models[]; /* ends with name NULL */

/* model.c */
void *vsw_alloc(size_t size);
void vsw_changed(struct vswitch *s);
void vsw_copy(char *to, size_t size, const char *from); /* cuts */
uint32_t vsw_hash(const char *text);
struct vif *vsw_if_find(const struct vswitch *s, const char *name); /* any abbreviation */
struct vif *vsw_if_channel(const struct vswitch *s, unsigned number);
struct vif *vsw_if_add(struct vswitch *s, const char *name); /* a canonical one; not yet there */
void vsw_if_remove(struct vswitch *s, struct vif *i);
void vsw_if_reset(struct vif *i); /* to what a new one has */
struct vsw_vlan *vsw_vlan_find(const struct vswitch *s, unsigned id);
struct vsw_vlan *vsw_vlan_add(struct vswitch *s, unsigned id); /* found or made */
void vsw_vlan_remove(struct vswitch *s, unsigned id);
const struct vif *vsw_vlan_internal(const struct vswitch *s, unsigned id); /* who uses it inside */
void vsw_vlans_existing(const struct vswitch *s, struct vlanset *out);

/* secret.c */
void vsw_secret_make(const char *owner, const char *plain, char out[128]);
bool vsw_secret_is(const char *secret, const char *plain);

/* fault.c: see docs/virtual-switch.md */
char *vsw_quoted(const char **p); /* a text in quotes; the caller frees it. NULL: there is none */
int vsw_fault_read(struct vswitch *s, const char *text);
struct vsw_fault *vsw_fault_hit(struct vswitch *s, enum vsw_fault_kind kind, const char *line);
struct vsw_fault *vsw_fault_hit_port(struct vswitch *s, const struct vif *i); /* err-disable */
bool vsw_fault_before(struct vswitch_vty *v, const char *line); /* true: it is not run */
void vsw_fault_after(struct vswitch_vty *v, const char *line);

void vsw_faults_free(struct vswitch *s);

/* ssh_face.c: directives, 0 or -1 */
int vsw_face_age(struct vswitch *s, const char *value);
int vsw_face_login(struct vswitch *s, const char *value);
int vsw_face_round(struct vswitch *s, const char *value);
int vsw_face_key(struct vswitch *s, const char *value);
int vsw_face_rtt(struct vswitch *s, const char *value);
int vsw_face_forward(struct vswitch *s, const char *value);
void vsw_face_free(struct vswitch *s);

/* wire.c: directives, 0 or -1; and what they say */
int vsw_wire_read(struct vswitch *s, const char *name, const char *value); /* 1: no such */
const struct vsw_wire *vsw_wire_of(
	const struct vswitch *s, enum vsw_wire_kind kind, const char *port);
void vsw_wire_facts(const struct vswitch *s, struct vif *i, int64_t now_ms); /* without a kernel */
unsigned vsw_if_speed(const struct vswitch *s, const struct vif *i);         /* Mbit/s, now */
void vsw_wires_free(struct vswitch *s);

/* show_device.c */
const char *vsw_release(const struct vswitch *s);
const struct vswitch_vty *vsw_config_owner(const struct vswitch_vty *but); /* NULL: nobody */

/* startup.c */
int vsw_number(const char *value, unsigned max, unsigned *out); /* 1..max, nothing behind it */
int vsw_load(struct vswitch *s, const char *config, const char *vlan_dat, struct err *e);

/* running.c */
void vsw_running(const struct vswitch *s, struct buf *out); /* from "!" to "end" */
void vsw_running_if(const struct vswitch *s, const struct vif *i, struct buf *out);

/* terminal.c */
void vsw_prompt(const struct vswitch_vty *v, char *out, size_t size);
void vsw_tell(struct vswitch_vty *v, const char *text); /* lines behind its prompt, unasked */
void vsw_redraw(struct vswitch_vty *v);                 /* the prompt and what was typed */
void vsw_terminal_tick(struct vswitch_vty *v);          /* runs a slow line */

/* log.c: to the buffer, and to terminals with `terminal monitor` */
void vsw_log(struct vswitch *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* events.c: what ports report as they go up and down */
void vsw_events(struct vswitch *s);

/* reload.c */
void vsw_reload_tick(struct vswitch *s);

/* execute.c: one line in the vty's mode; the reply accumulates in v->reply. */
void vsw_execute(struct vswitch_vty *v, const char *line);
void vsw_run(struct vswitch_vty *v, const char *line);   /* the same, past faults */
void vsw_leave(struct vswitch_vty *v, enum vty_mode to); /* commits what the mode held */
void vsw_help(struct vswitch_vty *v, const char *line);  /* `?` behind line */
size_t vsw_complete(struct vswitch_vty *v, const char *line, char *out, size_t size); /* Tab */

/* archive.c */
bool vsw_archive_on(const struct vswitch *s);
const struct vsw_archived *vsw_archive_store(struct vswitch *s); /* running-config, now */
void vsw_archive_free(struct vswitch *s);
void vsw_archive_put(const struct vswitch *s, struct buf *out); /* its running-config lines */

/* revert.c */
void vsw_revert_end(struct vswitch *s);        /* nothing is pending any more */
void vsw_revert_tick(struct vswitch *s);       /* warns, rolls back */
void vsw_revert_key(struct vswitch_vty *v);    /* its idle timer starts again */
void vsw_revert_orphan(struct vswitch_vty *v); /* the session ends, the timer does not */

/* replace.c: 0, or -1 with e: config is not understood, and nothing changed. */
int vsw_replace(struct vswitch *s, const char *config, struct err *e);

/* confdiff.c */
enum vsw_confdiff { DIFF_CONTEXT, DIFF_ROLLBACK };
void vsw_confdiff(enum vsw_confdiff form, const char *from, const char *to, struct buf *out);

/* save.c */
void vsw_save(struct vswitch_vty *v);
void vsw_store(struct vswitch *s);

/* show_ports.c */
bool vsw_if_trunks(const struct vswitch *s, const struct vif *i); /* now */
void vsw_if_vlans(const struct vswitch *s, const struct vif *i, bool existing, struct vlanset *out);

/* channel.c */
enum { VSW_WHY_MAX = 192 };
bool vsw_member_mismatch(const struct vswitch *s, const struct vif *member, char why[VSW_WHY_MAX]);
char vsw_member_flag(const struct vswitch *s, const struct vif *member);   /* P s w D I */
char vsw_channel_flag(const struct vswitch *s, const struct vif *channel); /* U M D */
bool vsw_channel_up(const struct vswitch *s, const struct vif *channel); /* bundled >= min-links */
bool vsw_member_standby(const struct vswitch *s, const struct vif *member); /* hot standby */
bool vsw_channel_individual(const struct vswitch *s, const struct vif *member);
bool vsw_if_admin_up(const struct vswitch *s, const struct vif *i);
bool vsw_if_connected(const struct vswitch *s, const struct vif *i);
void vsw_channel_rejoin(struct vswitch *s, struct vif *member); /* starts its 7.5 s again */
void vsw_port_link_name(const struct vif *i, char out[LINK_NAME_MAX]);

#endif
