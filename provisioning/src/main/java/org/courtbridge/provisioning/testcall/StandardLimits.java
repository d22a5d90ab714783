package org.courtbridge.provisioning.testcall;

import java.util.EnumMap;
import java.util.Map;

/** The limits that hold where nobody has set others. */
final class StandardLimits {

    private StandardLimits() {}

    static Map<Check, Limit> table() {
        Map<Check, Limit> limits = new EnumMap<>(Check.class);
        call(limits);
        sound(limits);
        PictureLimits.put(limits);
        line(limits);
        sent(limits);
        device(limits);
        return limits;
    }

    /** Of what is so or is not. */
    private static Limit state(String reason) {
        return new Limit(1, 0, reason);
    }

    private static void call(Map<Check, Limit> limits) {
        limits.put(Check.CONNECTION, state("who cannot be called in a test cannot be called to the hearing"));
        limits.put(Check.ENCRYPTION, state("paragraph 4: a hearing's sound and picture are for the court alone"));
        limits.put(Check.CLIENT_VERSION, state("paragraph 38, 1): the current version; older ones have known faults"));
        limits.put(
                Check.SOUND_CODING,
                new Limit(8_000, 0, "paragraph 35 names no band, and by G.107 G.711 has 93 of 100; 0 is no sound"));
        limits.put(
                Check.PICTURE_CODING,
                new Limit(240, 144, "QCIF shows no face well enough, and nothing larger may come; CIF (288) does"));
    }

    private static void sound(Map<Check, Limit> limits) {
        limits.put(
                Check.MICROPHONE,
                new Limit(
                        50,
                        98,
                        "a room codec's noise gate makes pauses silent, which are half of speech; muted is all"));
        limits.put(
                Check.SPEECH_LEVEL,
                new Limit(
                        -40,
                        -46,
                        "-26 dBov is nominal (P.56, G.100.1); the mixer and a hand at the volume make up 15 dB"));
        limits.put(
                Check.SPEECH_TOO_LOUD,
                new Limit(
                        -14,
                        -10,
                        "peaks of speech are 14 to 18 dB above its active level, so that from -14 dBov on they are cut off"));
        limits.put(
                Check.NOISE, new Limit(-50, -42, "a ventilated room with a microphone 1 m away is at -55 to -65 dBov"));
        limits.put(
                Check.SIGNAL_TO_NOISE,
                new Limit(15, 10, "from 15 dB on noise takes nothing away from what is understood (IEC 60268-16)"));
        limits.put(
                Check.CLIPPING,
                new Limit(
                        0.25,
                        0.7,
                        "voices driven 6 dB over the rails are at 0.4 to 2.5 %, 12 dB over at 3 to 9 %; whole ones at 0.1 % at most"));
        limits.put(Check.HUM, new Limit(-56, -48, "hum is heard where it is louder than the room's own noise"));
        limits.put(Check.DROP_OUTS, new Limit(1, 3, "concealment hides 1 % of loss (G.113, Appendix I)"));
        limits.put(
                Check.HALF_RATE,
                new Limit(
                        68,
                        60,
                        "speech of half the rate ends at 50 % of what is carried, and a resampler's slope at 59 %"));
        limits.put(
                Check.PLAYBACK_RATE,
                new Limit(290, 340, "voices of adults are below 290 Hz, doubled ones of women above 330"));
        limits.put(Check.CHANNEL_BALANCE, new Limit(10, 20, "two microphones of one table differ by less than 10 dB"));
        limits.put(Check.CHANNEL_PHASE, new Limit(-0.3, -0.7, "at -0.7 the sum of both is 5 dB down on one of them"));
        limits.put(
                Check.ECHO,
                new Limit(-40, -30, "echo cancellers of conference rooms leave 40 dB of loss and more (ITU-T G.167)"));
    }

    private static void line(Map<Check, Limit> limits) {
        limits.put(Check.LOSS, new Limit(1, 5, "concealment hides 1 % in sound; at 5 % pictures stop again and again"));
        limits.put(Check.LONGEST_LOSS, new Limit(100, 300, "concealment fades out in 80 ms; in 300 ms a word is lost"));
        limits.put(Check.JITTER, new Limit(40, 100, "the jitter buffer waits 200 ms at most, some 3 times the jitter"));
        limits.put(
                Check.ROUND_TRIP,
                new Limit(300, 600, "G.114: 150 ms one way is fine, over 400 ms unacceptable; the codec adds to it"));
        limits.put(Check.LINE_QUALITY, new Limit(70, 60, "G.109: from 70 medium, below 60 poor"));
        limits.put(
                Check.RATE_UP,
                new Limit(1_000, 900, "paragraph 38; 10 % are overhead that the measurement does not see"));
        limits.put(
                Check.RATE_DOWN,
                new Limit(1_000, 900, "paragraph 38; 10 % are overhead that the measurement does not see"));
    }

    private static void sent(Map<Check, Limit> limits) {
        limits.put(Check.SOUND_SENT, new Limit(1, 5, "as for the loss of what we receive: concealment hides 1 %"));
        limits.put(
                Check.PICTURE_SENT,
                new Limit(1, 5, "retransmission and keyframes make 1 % good; at 5 % pictures stop again and again"));
        limits.put(Check.PICTURE_SHOWN, new Limit(9, 6, "lips are not seen to move with the words below 8 to 10"));
        limits.put(
                Check.KEYFRAME_RECOVERY,
                new Limit(
                        2.5, 5, "so long as a picture may stand still: a keyframe comes within 1 s, lost once in 2 s"));
    }

    private static void device(Map<Check, Limit> limits) {
        limits.put(Check.MICROPHONE_ON, state("whoever is muted is not heard when the hearing begins"));
        limits.put(
                Check.LOUDSPEAKER_VOLUME,
                new Limit(
                        20, 5, "makers' scales differ: on all of them nothing is heard at 5 %, and something at 20 %"));
        limits.put(Check.CAMERA_CONNECTED, state("paragraph 28: without a camera nobody is seen"));
        limits.put(Check.DISPLAY_CONNECTED, state("paragraph 36: without a screen nobody is seen there"));
    }
}
