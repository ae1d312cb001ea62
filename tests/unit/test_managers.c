// SPDX-License-Identifier: Apache-2.0
#include "host_fixture.h"

#include <sys/stat.h>

#include "managers_read.h"

/* What lies in /proc, /run and /etc: pairs of path and text. */
struct machine {
	const char *const *files;
};

static void put(const char *root, const char *path, const char *text)
{
	char full[512];
	FILE *f;

	snprintf(full, sizeof(full), "%s%s", root, path);
	for (char *p = full + strlen(root) + 1; *p; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(full, 0700);
			*p = '/';
		}
	f = fopen(full, "w");
	assert_non_null(f);
	fputs(text, f);
	fchmod(fileno(f), 0700);
	fclose(f);
}

static void clean(const char *root)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -r '%s'", root);
	assert_int_equal(system(command), 0);
}

/* The pairing is planned on a machine with these files; what is said, "hint: " lines among it. */
static void judge(const char *const *files, const char *const *expected)
{
	char root[] = "/tmp/test_managers.XXXXXX";
	struct pairing *p = fixture_new();
	struct report r = { .arena = p->a };
	struct host_state *wanted;
	struct steps steps;
	size_t k = 0;

	assert_non_null(mkdtemp(root));
	for (size_t i = 0; files[i]; i += 2)
		put(root, files[i], files[i + 1]);
	p->found->managers = managers_read(p->a, root, p->found);
	clean(root);
	wanted = fixture_want(p);
	steps = fixture_diff(p, wanted);
	managers_judge(wanted, p->found, &steps, &r);
	for (size_t i = 0; i < r.n; i++) {
		const char *text = arena_printf(p->a, "%s: %s%s%s",
			r.v[i].level == REPORT_ERROR ? "refused" : "warning", r.v[i].text,
			r.v[i].hint ? " | " : "", r.v[i].hint ? r.v[i].hint : "");

		if (!expected[k])
			fail_msg("one more: %s", text);
		if (strncmp(text, expected[k], strlen(expected[k])) != 0)
			assert_string_equal(text, expected[k]);
		k++;
	}
	if (expected[k])
		fail_msg("missing: %s", expected[k]);
	fixture_free(p);
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NONE ((const char *const[]){ NULL })
#define UUID "6f0bd5ab-8d27-4d1c-9c7d-3f6c4a1b2c3d"

static void a_quiet_machine_says_nothing(void **state)
{
	(void)state;
	judge(NONE, NONE);
	judge(LIST("/proc/1/comm", "systemd\n", "/proc/self/comm", "NetworkManager\n",
		      "/etc/network/interfaces", "auto lo\niface lo inet loopback\n# eno1\n"),
		NONE);
}

/* eno1 has the index 1. */
static void networkmanager(void **state)
{
	(void)state;
	judge(LIST("/proc/7/comm", "NetworkManager\n", "/run/NetworkManager/devices/1",
		      "[device]\nmanaged=true\nconnection-uuid=" UUID "\n",
		      "/run/NetworkManager/devices/2", "[device]\nmanaged=false\n"),
		LIST("refused: eno1: NetworkManager manages it (profile " UUID
		     "): it activates its own profile there again, and takes what we set away | "
		     "nmcli device set eno1 managed no: its addresses stay; for all of them to "
		     "stay "
		     "so, then: /etc/NetworkManager/conf.d/90-lacppair.conf with the lines "
		     "[keyfile] and unmanaged-devices+=interface-name:bond0;interface-name:bond0.*;"
		     "interface-name:eno1;interface-name:eno2;interface-name:br40;"
		     "interface-name:br41, and nmcli general reload"));
	/* Without a word about the second NIC; and stopped, with its files left behind. */
	judge(LIST("/proc/7/comm", "NetworkManager\n", "/run/NetworkManager/devices/1",
		      "[device]\nmanaged=true\n"),
		LIST("refused: eno1: NetworkManager manages it: ",
			"warning: eno2: NetworkManager is running and has not said"));
	judge(LIST("/run/NetworkManager/devices/1", "[device]\nmanaged=true\n"),
		LIST("warning: eno1: NetworkManager knows it: "));
}

/* What the daemon says itself counts, not what it left in /run: external links are nobody's. */
static void networkmanager_is_asked(void **state)
{
	(void)state;
	judge(LIST("/proc/7/comm", "NetworkManager\n", "/run/NetworkManager/devices/1",
		      "[device]\nmanaged=true\n", "/nmcli",
		      "#!/bin/sh\nprintf '%s\\n' 'eno1:unmanaged:' "
		      "'eno2:connected:Wired \\: one' 'br40:connected (externally):br40' x\n"),
		LIST("refused: eno2: NetworkManager manages it (profile Wired : one): it activates "
		     "its own profile there again, and takes what we set away | nmcli device set "
		     "eno2 managed no: its addresses stay; "));
	/* It has no bus: its files have to do. */
	judge(LIST("/proc/7/comm", "NetworkManager\n", "/run/NetworkManager/devices/1",
		      "[device]\nmanaged=true\n", "/run/NetworkManager/devices/2",
		      "[device]\nmanaged=false\n", "/nmcli", "#!/bin/sh\nexit 8\n"),
		LIST("refused: eno1: NetworkManager manages it: "));
	/* It does not run: nobody is asked. */
	judge(LIST("/nmcli", "#!/bin/sh\necho eno1:connected:x\n"), NONE);
}

static void what_nmcli_says_is_read_line_by_line(void **state)
{
	const char *text = "\n:x:y\nno colon\none:colon\nabcdefghijklmnopq:unmanaged:\n"
			   "a:connecting (prepare):p\\\\q\x01\nb:unmanaged:";
	struct arena *a = arena_new();
	struct manager_nm_device d;

	(void)state;
	assert_true(manager_nm_device(a, &text, &d));
	assert_string_equal(d.link, "a");
	assert_true(d.managed && !d.external);
	assert_string_equal(d.profile, "p\\q?");
	assert_true(manager_nm_device(a, &text, &d));
	assert_string_equal(d.link, "b");
	assert_true(!d.managed && !d.profile);
	assert_false(manager_nm_device(a, &text, &d));
	arena_free(a);
}

static void networkd(void **state)
{
	(void)state;
	judge(LIST("/proc/7/comm", "systemd-network\n", "/run/systemd/netif/links/2",
		      "ADMIN_STATE=configured\nNETWORK_FILE=/etc/systemd/network/a.network\n",
		      "/run/systemd/netif/links/1", "ADMIN_STATE=unmanaged\n"),
		LIST("refused: eno2: systemd-networkd manages it (/etc/systemd/network/a.network): "
		     "it drops addresses and routes that are not its own, and sets its own again "
		     "| /etc/systemd/network/05-lacppair.network with the lines [Match], "
		     "Name=bond0 "
		     "bond0.* eno1 eno2 br40 br41, [Link] and Unmanaged=yes, then networkctl "
		     "reload"));
	judge(LIST("/proc/7/comm", "systemd-network\n", "/run/systemd/netif/links/2",
		      "ADMIN_STATE=configured\n"
		      "NETWORK_FILE=/run/systemd/network/10-netplan-eno2.network\n",
		      "/etc/netplan/50-x.yaml", "network:\n  ethernets:\n    eno2: {}\n"),
		LIST("refused: eno2: systemd-networkd manages it "
		     "(/run/systemd/network/10-netplan-eno2.network): it drops addresses and "
		     "routes that are not its own, and sets its own again | "
		     "/etc/systemd/network/05-lacppair.network",
			"warning: eno2: netplan knows it (/etc/netplan/50-x.yaml:3): "));
}

static void ifupdown(void **state)
{
	(void)state;
	judge(LIST("/etc/network/interfaces", "auto lo\nauto eno1\niface eno1 inet dhcp\n",
		      "/etc/network/interfaces.d/x", "iface eno1.40 inet manual\n"),
		LIST("warning: eno1: ifupdown knows it (/etc/network/interfaces:2): ifup and the "
		     "next boot set it up by that, besides or against the intent"));
}

static void netplan_by_address(void **state)
{
	(void)state;
	judge(LIST("/etc/netplan/50-x.yaml",
		      "network:\n  ethernets:\n    lan0:\n      match: {macaddress: "
		      "\"02:00:00:00:00:02\"}\n"),
		LIST("warning: eno2: netplan knows it (/etc/netplan/50-x.yaml:4): netplan apply "));
}

static void libvirt(void **state)
{
	(void)state;
	judge(LIST("/proc/7/comm", "libvirtd\n", "/run/libvirt/network/default.xml",
		      "<networkstatus><network><name>default</name><forward mode='nat'/>"
		      "<bridge name='br41' stp='on'/></network></networkstatus>\n",
		      "/run/libvirt/network/lan.xml",
		      "<network><name>lan</name><forward mode='bridge'/>"
		      "<bridge name='br40'/></network>\n"),
		LIST("refused: br41: libvirt manages it (network default): it makes, addresses and "
		     "deletes that bridge by itself | give the network another bridge (virsh "
		     "net-edit default), or end it: virsh net-destroy default"));
	/* Its daemon ends when it is idle; the network goes on. */
	judge(LIST("/run/libvirt/network/default.xml",
		      "<networkstatus><network><name>default</name><bridge name='br41'/>"
		      "</network></networkstatus>\n"),
		LIST("refused: br41: libvirt manages it (network default): it makes, "));
	/* Defined, not started; and NICs that a network forwards by. */
	judge(LIST("/etc/libvirt/qemu/networks/lab.xml",
		      "<network>\n  <name>lab</name>\n  <bridge name='br41' stp='on'/>\n"
		      "</network>\n"),
		LIST("warning: br41: libvirt knows it (network lab): it makes and addresses that "
		     "bridge when the network is started"));
	judge(LIST("/etc/libvirt/qemu/networks/vepa.xml",
		      "<network><name>vepa</name><forward dev='eno2' mode='vepa'><interface "
		      "dev='eno1'/></forward></network>\n"),
		LIST("warning: eno2: libvirt knows it (network vepa): what its guests send goes "
		     "out by it, and finds no way when it is a member",
			"warning: eno1: libvirt knows it (network vepa): "));
}

static void words_are_whole_and_not_in_comments(void **state)
{
	(void)state;
	assert_int_equal(manager_mentions("a\nauto eno1\n", "eno1"), 2);
	assert_int_equal(manager_mentions("x: [eno0,eno1]", "eno1"), 1);
	assert_int_equal(manager_mentions("eno10 eno1.40 xeno1 my-eno1", "eno1"), 0);
	assert_int_equal(manager_mentions("auto x # eno1", "eno1"), 0);
	assert_int_equal(manager_mentions("", "eno1"), 0);
	assert_int_equal(manager_mentions("eno1", ""), 0);
	assert_int_equal(manager_nm_managed("[device]\n"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quiet_machine_says_nothing),
		cmocka_unit_test(networkmanager),
		cmocka_unit_test(networkmanager_is_asked),
		cmocka_unit_test(what_nmcli_says_is_read_line_by_line),
		cmocka_unit_test(networkd),
		cmocka_unit_test(ifupdown),
		cmocka_unit_test(netplan_by_address),
		cmocka_unit_test(libvirt),
		cmocka_unit_test(words_are_whole_and_not_in_comments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
