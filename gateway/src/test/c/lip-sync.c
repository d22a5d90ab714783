/*
 * A module of baresip 1.1.0: a camera and a microphone that flash and beep at once, by the machine's one clock, and a screen
 * and a loudspeaker that note when. All four are called lipsync.
 *
 * What is noted is in the file lip-sync.log of the folder where baresip runs, a line for each: flash or beep, and the time in
 * microseconds of the monotonic clock, when the first bright picture is shown, and when the first loud sample is played.
 *
 * Debian has no package with baresip's headers: what of them is needed is declared here.
 */

#define HAVE_INET6 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDBOOL_H 1

#include <re.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PERIOD = 913000, /* us; no multiple of the time between pictures */
	LENGTH = 150000,
	QUIET = 300000,
	BLOCK = 20000, /* of sound */
	LOUD = 3000,
	TONE = 1000, /* Hz */
	CONTRAST = 30
};

struct media_ctx;

struct auframe {
	int fmt;
	void *sampv;
	size_t sampc;
	uint64_t timestamp;
};

struct audio_prm {
	uint32_t srate;
	uint8_t ch;
	uint32_t ptime;
	int fmt;
};

struct ausrc;
struct ausrc_st;
typedef void (ausrc_read_h)(struct auframe *af, void *arg);
typedef void (ausrc_error_h)(int err, const char *str, void *arg);
typedef int (ausrc_alloc_h)(struct ausrc_st **stp, const struct ausrc *ausrc, struct media_ctx **ctx,
			    struct audio_prm *prm, const char *device, ausrc_read_h *rh, ausrc_error_h *errh, void *arg);

struct auplay;
struct auplay_st;
typedef void (auplay_write_h)(struct auframe *af, void *arg);
typedef int (auplay_alloc_h)(struct auplay_st **stp, const struct auplay *ap, struct audio_prm *prm, const char *device,
			     auplay_write_h *wh, void *arg);

struct vidsz {
	unsigned w;
	unsigned h;
};

struct vidframe {
	uint8_t *data[4];
	uint16_t linesize[4];
	struct vidsz size;
	int fmt;
};

struct vidsrc_prm {
	double fps;
	int fmt;
};

struct vidsrc;
struct vidsrc_st;
typedef void (vidsrc_frame_h)(struct vidframe *frame, uint64_t timestamp, void *arg);
typedef void (vidsrc_error_h)(int err, void *arg);
typedef int (vidsrc_alloc_h)(struct vidsrc_st **vsp, const struct vidsrc *vs, struct media_ctx **ctx, struct vidsrc_prm *prm,
			     const struct vidsz *size, const char *fmt, const char *dev, vidsrc_frame_h *frameh,
			     vidsrc_error_h *errorh, void *arg);
typedef void (vidsrc_update_h)(struct vidsrc_st *st, struct vidsrc_prm *prm, const char *dev);

struct vidisp;
struct vidisp_st;
struct vidisp_prm;
struct vidrect;
typedef void (vidisp_resize_h)(const struct vidsz *size, void *arg);
typedef int (vidisp_alloc_h)(struct vidisp_st **vp, const struct vidisp *vd, struct vidisp_prm *prm, const char *dev,
			     vidisp_resize_h *resizeh, void *arg);
typedef int (vidisp_update_h)(struct vidisp_st *st, bool fullscreen, int orient, const struct vidrect *window);
typedef int (vidisp_disp_h)(struct vidisp_st *st, const char *title, const struct vidframe *frame, uint64_t timestamp);
typedef void (vidisp_hide_h)(struct vidisp_st *st);

struct list *baresip_ausrcl(void);
struct list *baresip_auplayl(void);
struct list *baresip_vidsrcl(void);
struct list *baresip_vidispl(void);
int ausrc_register(struct ausrc **asp, struct list *ausrcl, const char *name, ausrc_alloc_h *alloch);
int auplay_register(struct auplay **pp, struct list *auplayl, const char *name, auplay_alloc_h *alloch);
int vidsrc_register(struct vidsrc **vp, struct list *vidsrcl, const char *name, vidsrc_alloc_h *alloch,
		    vidsrc_update_h *updateh);
int vidisp_register(struct vidisp **vp, struct list *vidispl, const char *name, vidisp_alloc_h *alloch,
		    vidisp_update_h *updateh, vidisp_disp_h *disph, vidisp_hide_h *hideh);
int vidframe_alloc(struct vidframe **vfp, int fmt, const struct vidsz *sz);

static struct ausrc *microphone;
static struct auplay *loudspeaker;
static struct vidsrc *camera;
static struct vidisp *screen;
static FILE *notes;

/* Of all devices alike: a thread that works as often as it has to, by the clock. */
struct ausrc_st {
	pthread_t thread;
	volatile bool run;
	struct audio_prm prm;
	ausrc_read_h *rh;
	void *arg;
};

struct auplay_st {
	pthread_t thread;
	volatile bool run;
	struct audio_prm prm;
	auplay_write_h *wh;
	void *arg;
};

struct vidsrc_st {
	pthread_t thread;
	volatile bool run;
	uint64_t between;
	struct vidframe *frame;
	vidsrc_frame_h *frameh;
	void *arg;
};

struct vidisp_st {
	bool bright;
	double least;
	double most;
};

static bool is_on(uint64_t time)
{
	return time % PERIOD < LENGTH;
}

static void note(const char *what, uint64_t time)
{
	fprintf(notes, "%s %llu\n", what, (unsigned long long)time);
	fflush(notes);
}

static void until(uint64_t time)
{
	uint64_t now = tmr_jiffies_usec();
	if (now < time)
		sys_usleep((unsigned)(time - now));
}

static size_t block(const struct audio_prm *prm)
{
	return (size_t)prm->srate * prm->ch * BLOCK / 1000000;
}

static uint64_t sample_time(const struct audio_prm *prm, size_t sample)
{
	return sample / prm->ch * 1000000ull / prm->srate;
}

/* A block is there when the last of it has been heard. */
static void *hear(void *arg)
{
	struct ausrc_st *st = arg;
	size_t count = block(&st->prm);
	int16_t *samples = mem_zalloc(count * sizeof(*samples), NULL);
	uint64_t begin = tmr_jiffies_usec();
	size_t i;

	for (; st->run; begin += BLOCK) {
		struct auframe af = { 0, samples, count, begin };
		for (i = 0; i < count; i++) {
			uint64_t time = begin + sample_time(&st->prm, i);
			bool high = time % (1000000 / TONE) < 500000 / TONE;
			samples[i] = is_on(time) ? (high ? 12000 : -12000) : 0;
		}
		until(begin + BLOCK);
		st->rh(&af, st->arg);
	}
	mem_deref(samples);
	return NULL;
}

static void *play(void *arg)
{
	struct auplay_st *st = arg;
	size_t count = block(&st->prm);
	int16_t *samples = mem_zalloc(count * sizeof(*samples), NULL);
	uint64_t begin = tmr_jiffies_usec();
	uint64_t loud = 0;
	size_t i;

	for (; st->run; begin += BLOCK) {
		struct auframe af = { 0, samples, count, begin };
		until(begin);
		st->wh(&af, st->arg);
		for (i = 0; i < count; i++) {
			uint64_t time = begin + sample_time(&st->prm, i);
			if (abs(samples[i]) < LOUD)
				continue;
			if (time - loud > QUIET)
				note("beep", time);
			loud = time;
		}
	}
	mem_deref(samples);
	return NULL;
}

static void *look(void *arg)
{
	struct vidsrc_st *st = arg;
	struct vidframe *frame = st->frame;
	uint64_t time;
	unsigned moved = 0;

	for (time = tmr_jiffies_usec(); st->run; time += st->between) {
		until(time);
		memset(frame->data[0], is_on(time) ? 220 : 30, (size_t)frame->linesize[0] * frame->size.h);
		/* No picture is like the one before. */
		memset(frame->data[0] + 8 * (moved++ % (frame->size.w / 8)), 120, 8);
		st->frameh(frame, time, st->arg);
	}
	return NULL;
}

static int show(struct vidisp_st *st, const char *title, const struct vidframe *frame, uint64_t timestamp)
{
	uint64_t now = tmr_jiffies_usec();
	unsigned long sum = 0, count = 0;
	unsigned x, y;
	double mean;
	(void)title;
	(void)timestamp;

	for (y = 0; y < frame->size.h; y += 4) {
		for (x = 0; x < frame->size.w; x += 4) {
			sum += frame->data[0][y * frame->linesize[0] + x];
			count++;
		}
	}
	mean = count ? (double)sum / (double)count : 0;
	/* What is bright is told by what was seen, as another may have a part of the picture; both are forgotten in seconds. */
	st->least = min(mean, st->least + 1.5);
	st->most = max(mean, st->most - 1.5);
	if (st->most - st->least > CONTRAST) {
		bool bright = mean > (st->least + st->most) / 2;
		if (bright && !st->bright)
			note("flash", now);
		st->bright = bright;
	}
	return 0;
}

#define STOP(st) \
	do { \
		if ((st)->run) { \
			(st)->run = false; \
			pthread_join((st)->thread, NULL); \
		} \
	} while (0)

static void close_microphone(void *arg)
{
	struct ausrc_st *st = arg;
	STOP(st);
}

static void close_loudspeaker(void *arg)
{
	struct auplay_st *st = arg;
	STOP(st);
}

static void close_camera(void *arg)
{
	struct vidsrc_st *st = arg;
	STOP(st);
	mem_deref(st->frame);
}

#define START(stp, st, work) \
	do { \
		(st)->run = true; \
		if (pthread_create(&(st)->thread, NULL, work, st)) { \
			(st)->run = false; \
			mem_deref(st); \
			return ENOMEM; \
		} \
		*(stp) = (st); \
		return 0; \
	} while (0)

static int open_microphone(struct ausrc_st **stp, const struct ausrc *ausrc, struct media_ctx **ctx, struct audio_prm *prm,
			   const char *device, ausrc_read_h *rh, ausrc_error_h *errh, void *arg)
{
	struct ausrc_st *st = mem_zalloc(sizeof(*st), close_microphone);
	(void)ausrc;
	(void)ctx;
	(void)device;
	(void)errh;

	if (!st)
		return ENOMEM;
	st->prm = *prm;
	st->rh = rh;
	st->arg = arg;
	START(stp, st, hear);
}

static int open_loudspeaker(struct auplay_st **stp, const struct auplay *ap, struct audio_prm *prm, const char *device,
			    auplay_write_h *wh, void *arg)
{
	struct auplay_st *st = mem_zalloc(sizeof(*st), close_loudspeaker);
	(void)ap;
	(void)device;

	if (!st)
		return ENOMEM;
	st->prm = *prm;
	st->wh = wh;
	st->arg = arg;
	START(stp, st, play);
}

static int open_camera(struct vidsrc_st **vsp, const struct vidsrc *vs, struct media_ctx **ctx, struct vidsrc_prm *prm,
		       const struct vidsz *size, const char *fmt, const char *dev, vidsrc_frame_h *frameh,
		       vidsrc_error_h *errorh, void *arg)
{
	struct vidsrc_st *st = mem_zalloc(sizeof(*st), close_camera);
	(void)vs;
	(void)ctx;
	(void)fmt;
	(void)dev;
	(void)errorh;

	if (!st || vidframe_alloc(&st->frame, prm->fmt, size)) {
		mem_deref(st);
		return ENOMEM;
	}
	memset(st->frame->data[1], 128, (size_t)st->frame->linesize[1] * size->h / 2);
	memset(st->frame->data[2], 128, (size_t)st->frame->linesize[2] * size->h / 2);
	st->between = (uint64_t)(1000000 / prm->fps);
	st->frameh = frameh;
	st->arg = arg;
	START(vsp, st, look);
}

static int open_screen(struct vidisp_st **vp, const struct vidisp *vd, struct vidisp_prm *prm, const char *dev,
		       vidisp_resize_h *resizeh, void *arg)
{
	struct vidisp_st *st = mem_zalloc(sizeof(*st), NULL);
	(void)vd;
	(void)prm;
	(void)dev;
	(void)resizeh;
	(void)arg;

	if (!st)
		return ENOMEM;
	st->least = 255;
	*vp = st;
	return 0;
}

static int open_module(void)
{
	int err = 0;

	notes = fopen("lip-sync.log", "w");
	if (!notes)
		return errno;
	err |= ausrc_register(&microphone, baresip_ausrcl(), "lipsync", open_microphone);
	err |= auplay_register(&loudspeaker, baresip_auplayl(), "lipsync", open_loudspeaker);
	err |= vidsrc_register(&camera, baresip_vidsrcl(), "lipsync", open_camera, NULL);
	err |= vidisp_register(&screen, baresip_vidispl(), "lipsync", open_screen, NULL, show, NULL);
	return err;
}

static int close_module(void)
{
	microphone = mem_deref(microphone);
	loudspeaker = mem_deref(loudspeaker);
	camera = mem_deref(camera);
	screen = mem_deref(screen);
	fclose(notes);
	return 0;
}

const struct mod_export exports = { "lipsync", "sound", open_module, close_module };
