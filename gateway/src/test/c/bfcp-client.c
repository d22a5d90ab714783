/*
 * A room's end of floor control (RFC 8855), by libre's BFCP: over UDP its transactions, over TCP and TLS its messages.
 *
 *     bfcp-client udp|tcp ADDRESS PORT CONFERENCE USER FLOOR
 *     bfcp-client tls ADDRESS PORT CONFERENCE USER FLOOR IDENTITY FINGERPRINT
 *
 * IDENTITY is a PEM file with the certificate that it shows and its key; FINGERPRINT is the SHA-256 of the server's, as in
 * the session description, and it speaks with no other (RFC 8856, section 9).
 *
 * Each line of the standard input is a word: hello, request or release; it ends with the input. Each message of the server
 * becomes a line of the standard output: its primitive, and for the status of a floor request that, too.
 */

/* As the library was built: its structures depend on it, and its pkg-config does not say so. */
#define HAVE_INET6 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDBOOL_H 1

#include <re.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sa server;
static uint32_t conference;
static uint16_t user;
static uint16_t asked_floor;
static uint16_t floor_request;
static uint16_t transaction;

/* The one that there is. */
static struct bfcp_conn *datagrams;
static struct tcp_conn *connection;
static struct mbuf *unread;

/* Over the connection, if the server is reached by TLS. */
static struct tls *identity;
static struct tls_conn *secured;
static const char *promised;

static void fail(const char *what, int err)
{
	fprintf(stderr, "%s: %s\n", what, strerror(err));
	exit(1);
}

static void tell(const struct bfcp_msg *msg)
{
	const struct bfcp_attr *info = bfcp_msg_attr(msg, BFCP_FLOOR_REQ_INFO);
	const struct bfcp_attr *overall = info ? bfcp_attr_subattr(info, BFCP_OVERALL_REQ_STATUS) : NULL;
	const struct bfcp_attr *status = overall ? bfcp_attr_subattr(overall, BFCP_REQUEST_STATUS) : NULL;

	if (info)
		floor_request = info->v.u16;
	printf("%s%s%s\n", bfcp_prim_name(msg->prim), status ? " " : "",
	       status ? bfcp_reqstatus_name(status->v.reqstatus.status) : "");
	fflush(stdout);
}

static void answered(int err, const struct bfcp_msg *msg, void *arg)
{
	(void)arg;
	if (err)
		fail("no answer", err);
	tell(msg);
}

static void told(const struct bfcp_msg *msg, void *arg)
{
	int err = 0;
	(void)arg;

	switch (msg->prim) {
	case BFCP_FLOOR_REQUEST_STATUS:
		err = bfcp_reply(datagrams, msg, BFCP_FLOOR_REQ_STATUS_ACK, 0);
		break;
	case BFCP_FLOOR_STATUS:
		err = bfcp_reply(datagrams, msg, BFCP_FLOOR_STATUS_ACK, 0);
		break;
	default:
		break;
	}
	if (err)
		fail("cannot acknowledge", err);
	tell(msg);
}

static void received(struct mbuf *mb, void *arg)
{
	struct bfcp_msg *msg;
	size_t begin;
	(void)arg;

	unread->pos = unread->end;
	if (mbuf_write_mem(unread, mbuf_buf(mb), mbuf_get_left(mb)))
		fail("cannot keep what came", ENOMEM);
	unread->pos = 0;
	for (begin = 0; mbuf_get_left(unread) && bfcp_msg_decode(&msg, unread) == 0; begin = unread->pos) {
		tell(msg);
		mem_deref(msg);
	}
	/* What is not whole yet waits for the rest. */
	memmove(unread->buf, unread->buf + begin, unread->end - begin);
	unread->end -= begin;
}

static void closed(int err, void *arg)
{
	(void)arg;
	fail("connection closed", err);
}

static void say(enum bfcp_prim prim, unsigned attributes, int type, const uint16_t *value)
{
	int err;

	if (datagrams) {
		err = bfcp_request(datagrams, &server, BFCP_VER2, prim, conference, user, answered, NULL, attributes,
				   type | BFCP_MANDATORY, 0, value);
	}
	else {
		struct mbuf *mb = mbuf_alloc(64);
		err = bfcp_msg_encode(mb, BFCP_VER1, false, prim, conference, ++transaction, user, attributes,
				      type | BFCP_MANDATORY, 0, value);
		mb->pos = 0;
		if (!err)
			err = tcp_send(connection, mb);
		mem_deref(mb);
	}
	if (err)
		fail(bfcp_prim_name(prim), err);
}

static void obey(int flags, void *arg)
{
	static char words[256];
	static size_t length;
	ssize_t count = read(STDIN_FILENO, words + length, sizeof(words) - length - 1);
	char *end;
	(void)flags;
	(void)arg;

	if (count <= 0) {
		re_cancel();
		return;
	}
	length += (size_t)count;
	words[length] = 0;
	while ((end = strchr(words, '\n'))) {
		*end = 0;
		if (!strcmp(words, "hello"))
			say(BFCP_HELLO, 0, 0, NULL);
		else if (!strcmp(words, "request"))
			say(BFCP_FLOOR_REQUEST, 1, BFCP_FLOOR_ID, &asked_floor);
		else if (!strcmp(words, "release"))
			say(BFCP_FLOOR_RELEASE, 1, BFCP_FLOOR_REQUEST_ID, &floor_request);
		else
			fail(words, EINVAL);
		length -= (size_t)(end + 1 - words);
		memmove(words, end + 1, length + 1);
	}
}

static void check_certificate(void)
{
	uint8_t digest[32];
	char shown[3 * sizeof(digest)];
	size_t i;
	int err = tls_peer_fingerprint(secured, TLS_FINGERPRINT_SHA256, digest, sizeof(digest));

	if (err)
		fail("no certificate", err);
	for (i = 0; i < sizeof(digest); i++)
		snprintf(shown + 3 * i, 4, i + 1 < sizeof(digest) ? "%02X:" : "%02X", digest[i]);
	if (strcmp(shown, promised))
		fail("another certificate than promised", EAUTH);
}

static void ready(void *arg)
{
	int err;

	if (secured)
		check_certificate();
	err = fd_listen(STDIN_FILENO, FD_READ, obey, NULL);
	(void)arg;
	if (err)
		fail("cannot read", err);
}

int main(int argc, char *argv[])
{
	struct sa own;
	int secure = argc == 9 && !strcmp(argv[1], "tls");
	int err = argc == 7 || secure ? libre_init() : EINVAL;

	if (!err)
		err = sa_set_str(&server, argv[2], (uint16_t)atoi(argv[3]));
	if (!err)
		err = sa_set_str(&own, argv[2], 0);
	if (err)
		fail("bfcp-client udp|tcp|tls ADDRESS PORT CONFERENCE USER FLOOR [IDENTITY FINGERPRINT]", err);
	conference = (uint32_t)strtoul(argv[4], NULL, 10);
	user = (uint16_t)atoi(argv[5]);
	asked_floor = (uint16_t)atoi(argv[6]);

	if (secure || !strcmp(argv[1], "tcp")) {
		unread = mbuf_alloc(512);
		err = tcp_connect(&connection, &server, ready, received, closed, NULL);
		if (!err && secure) {
			promised = argv[8];
			err = tls_alloc(&identity, TLS_METHOD_SSLV23, argv[7], NULL);
			if (!err)
				err = tls_start_tcp(&secured, identity, connection, 0);
		}
	}
	else {
		err = bfcp_listen(&datagrams, BFCP_UDP, &own, NULL, told, NULL);
		ready(NULL);
	}
	if (err)
		fail("cannot reach the server", err);
	err = re_main(NULL);

	mem_deref(datagrams);
	mem_deref(secured);
	mem_deref(identity);
	mem_deref(connection);
	mem_deref(unread);
	libre_close();
	return err;
}
