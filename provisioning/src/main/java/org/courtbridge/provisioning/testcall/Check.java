package org.courtbridge.provisioning.testcall;

import static org.courtbridge.provisioning.testcall.Subject.CALL;
import static org.courtbridge.provisioning.testcall.Subject.DEVICE;
import static org.courtbridge.provisioning.testcall.Subject.LINE;
import static org.courtbridge.provisioning.testcall.Subject.PICTURE;
import static org.courtbridge.provisioning.testcall.Subject.SENT;
import static org.courtbridge.provisioning.testcall.Subject.SOUND;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All that a test call checks. A check has one figure; the paragraph is the one of the rules (Order No. 7 of 2019) that asks
 * for it.
 */
public enum Check {
    /** Whether the place could be called: 1 if so, else 0. */
    CONNECTION(CALL, "15(5)", Unit.STATE),
    /** Whether its media are encrypted. */
    ENCRYPTION(CALL, "16(1)", Unit.STATE),
    /** Whether its program, or firmware, is one that is known to serve. */
    CLIENT_VERSION(CALL, "38", Unit.STATE),
    /** Samples a second of the coding of sound, in the direction that has fewer. */
    SOUND_CODING(CALL, "35", Unit.HZ),
    /** Height of the largest picture that the coding agreed on may have, in the direction in which it is smaller. */
    PICTURE_CODING(CALL, "35", Unit.LINES),

    /** Part of the time that is digital silence: all of it from a microphone that is muted or not there. */
    MICROPHONE(SOUND, "36", Unit.PERCENT),
    /** Active speech level (ITU-T P.56): whether it is loud enough. */
    SPEECH_LEVEL(SOUND, "36", Unit.DBOV),
    /** The same level: whether it is too loud. */
    SPEECH_TOO_LOUD(SOUND, "36", Unit.DBOV),
    /** Noise floor: level while nobody speaks. */
    NOISE(SOUND, "28", Unit.DBOV),
    /** Active speech level over noise floor. */
    SIGNAL_TO_NOISE(SOUND, "28", Unit.DB),
    /** Samples in flattened tops, of those while somebody speaks. */
    CLIPPING(SOUND, "36", Unit.PERCENT),
    /** Mains hum, 50 or 60 Hz with harmonics. */
    HUM(SOUND, "28", Unit.DBOV),
    /** Sound that is missing inside of speech. */
    DROP_OUTS(SOUND, "36", Unit.PERCENT),
    /** Highest frequency of speech that arrives, as a part of what the codec carries. */
    HALF_RATE(SOUND, "36", Unit.PERCENT),
    /** Height of the voice, by which sound played at twice its rate is known. */
    PLAYBACK_RATE(SOUND, "36", Unit.HZ),
    /** Level of the louder of two channels over that of the other. */
    CHANNEL_BALANCE(SOUND, "36", Unit.DB),
    /** Correlation of two channels, -1 to 1: mixed down, those in opposite phase cancel out. */
    CHANNEL_PHASE(SOUND, "36", Unit.NUMBER),
    /** Level of our own probe that comes back over what was sent. */
    ECHO(SOUND, "36", Unit.DB),

    RESOLUTION(PICTURE, "36", Unit.LINES),
    FRAME_RATE(PICTURE, "36", Unit.PER_SECOND),
    /** Longest time that the picture stands still. */
    FROZEN(PICTURE, "36", Unit.SECONDS),
    BLACK(PICTURE, "36", Unit.PERCENT),
    /** A blue or grey slate, colour bars, "no signal". */
    BLUE_OR_NO_SIGNAL(PICTURE, "36", Unit.PERCENT),
    COVERED_LENS(PICTURE, "36", Unit.PERCENT),
    /** Luminance that the brightest tenth of the picture exceeds. */
    UNDER_EXPOSED(PICTURE, "28", Unit.LUMA),
    /** Part of the picture at white. */
    OVER_EXPOSED(PICTURE, "28", Unit.PERCENT),
    /** Of the brightest over the darkest hundredth. */
    CONTRAST(PICTURE, "28", Unit.NUMBER),
    /** Width of the sharpest edges, in 360ths of the picture's shorter side. */
    BLUR(PICTURE, "28", Unit.NUMBER),
    /** Height of steps at block borders over those elsewhere. */
    BLOCKING(PICTURE, "36", Unit.NUMBER),
    /** Part of the picture that was decoded wrongly: green, or torn. */
    CORRUPTION(PICTURE, "36", Unit.PERCENT),
    FACE_FOUND(PICTURE, "28", Unit.PERCENT),
    FACE_SIZE(PICTURE, "28", Unit.PERCENT),
    /** Part of the face that lies outside of the picture. */
    FACE_CUT_OFF(PICTURE, "28", Unit.PERCENT),
    FACE_LIGHT(PICTURE, "28", Unit.LUMA),
    /** Light from behind the face over that from the face. */
    FACE_AGAINST_LIGHT(PICTURE, "28", Unit.STOPS),
    /** Light from one half of the face over that from the other. */
    FACE_ONE_SIDED(PICTURE, "28", Unit.STOPS),
    /** Part of the skin at white. */
    FACE_TOO_BRIGHT(PICTURE, "28", Unit.PERCENT),
    /** Height of the face over the width of its sharpest edges. */
    FACE_DETAIL(PICTURE, "28", Unit.NUMBER),

    LOSS(LINE, "38", Unit.PERCENT),
    /** The longest piece of sound that was lost at once. */
    LONGEST_LOSS(LINE, "38", Unit.MILLISECONDS),
    /** Interarrival jitter (RFC 3550, section 6.4.1). */
    JITTER(LINE, "38", Unit.MILLISECONDS),
    ROUND_TRIP(LINE, "38", Unit.MILLISECONDS),
    /** The E-model's rating (ITU-T G.107) of what speech is like over this line with this codec. */
    LINE_QUALITY(LINE, "36", Unit.RATING),
    /** Bit rate that the line carries from the place that is tested to us. */
    RATE_UP(LINE, "38", Unit.KBIT_PER_SECOND),
    /** Bit rate that the line carries from us to the place that is tested. */
    RATE_DOWN(LINE, "38", Unit.KBIT_PER_SECOND),

    /** Loss of the sound that the place is sent, as its own reports say (RFC 3550, section 6.4.2). */
    SOUND_SENT(SENT, "36", Unit.PERCENT),
    /** The same of the picture. */
    PICTURE_SENT(SENT, "36", Unit.PERCENT),
    /** Pictures a second that a browser decodes of what it is sent. */
    PICTURE_SHOWN(SENT, "36", Unit.PER_SECOND),
    /** Time that the place takes to send a keyframe when it is asked for one. */
    KEYFRAME_RECOVERY(SENT, "36", Unit.SECONDS),

    /** Whether the microphones are on, as the device says: 1 if so, 0 if it is muted. */
    MICROPHONE_ON(DEVICE, "36", Unit.STATE),
    /** Of the loudspeakers, as the device says. */
    LOUDSPEAKER_VOLUME(DEVICE, "36", Unit.PERCENT),
    CAMERA_CONNECTED(DEVICE, "28", Unit.STATE),
    DISPLAY_CONNECTED(DEVICE, "36", Unit.STATE);

    /** Without which nobody can say that a place is ready; the others fail it if they are bad, and else do not matter. */
    private static final Set<Check> NECESSARY = EnumSet.of(
            CONNECTION, MICROPHONE, SPEECH_LEVEL, FRAME_RATE, BLACK, BLUE_OR_NO_SIGNAL, LOSS, SOUND_SENT, PICTURE_SENT);

    private final Subject subject;
    private final String paragraph;
    private final Unit unit;

    Check(Subject subject, String paragraph, Unit unit) {
        this.subject = subject;
        this.paragraph = paragraph;
        this.unit = unit;
    }

    public Subject subject() {
        return subject;
    }

    /** Whether a place is ready only if this passes. */
    public boolean isNecessary() {
        return NECESSARY.contains(this);
    }

    /** Of the rules; as they number it. */
    public String paragraph() {
        return paragraph;
    }

    public Unit unit() {
        return unit;
    }

    /** Name of the check. */
    public String title(Locale language) {
        return VerdictTexts.of(subject, language).name(this);
    }

    /** A figure of it with its unit. */
    public String figure(double figure, Locale language) {
        return VerdictTexts.of(subject, language).figure(this, figure);
    }

    /** Text of the limit that a figure of it must keep to. */
    public String limit(Limit limit, Locale language) {
        return VerdictTexts.of(subject, language).limit(this, limit);
    }

    /** All of one subject, in the order in which they are shown. */
    public static List<Check> of(Subject subject) {
        return Arrays.stream(values()).filter(check -> check.subject == subject).toList();
    }
}
