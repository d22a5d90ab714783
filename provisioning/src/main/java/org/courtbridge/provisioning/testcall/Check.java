package org.courtbridge.provisioning.testcall;

import static org.courtbridge.provisioning.testcall.Subject.LINE;
import static org.courtbridge.provisioning.testcall.Subject.PICTURE;
import static org.courtbridge.provisioning.testcall.Subject.SOUND;

import java.util.Arrays;
import java.util.List;

/**
 * All that a test call checks. A check has one figure; the paragraph is the one of the rules (Order No. 7 of 2019) that asks
 * for it.
 */
public enum Check {
    /** Part of the time that is digital silence: all of it from a microphone that is muted or not there. */
    MICROPHONE(SOUND, "36", Unit.PERCENT),
    /** Active speech level (ITU-T P.56): whether it is loud enough. */
    SPEECH_LEVEL(SOUND, "36", Unit.DBOV),
    /** The same level: whether it is too loud. */
    SPEECH_TOO_LOUD(SOUND, "36", Unit.DBOV),
    /** What is heard while nobody speaks. */
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
    /** How much the louder of two channels is louder. */
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
    /** How much more light comes from behind the face than from it. */
    FACE_AGAINST_LIGHT(PICTURE, "28", Unit.STOPS),
    /** How much more light comes from one half of the face than from the other. */
    FACE_ONE_SIDED(PICTURE, "28", Unit.STOPS),
    /** Part of the skin at white. */
    FACE_TOO_BRIGHT(PICTURE, "28", Unit.PERCENT),
    /** How many of the face's sharpest edges side by side are as high as it. */
    FACE_DETAIL(PICTURE, "28", Unit.NUMBER),

    LOSS(LINE, "38", Unit.PERCENT),
    /** The longest piece of sound that was lost at once. */
    LONGEST_LOSS(LINE, "38", Unit.MILLISECONDS),
    /** Interarrival jitter (RFC 3550, section 6.4.1). */
    JITTER(LINE, "38", Unit.MILLISECONDS),
    ROUND_TRIP(LINE, "38", Unit.MILLISECONDS),
    /** The E-model's rating (ITU-T G.107) of what speech is like over this line with this codec. */
    LINE_QUALITY(LINE, "36", Unit.RATING),
    /** What the line carries from the place that is tested to us. */
    RATE_UP(LINE, "38", Unit.KBIT_PER_SECOND),
    /** What the line carries from us to the place that is tested. */
    RATE_DOWN(LINE, "38", Unit.KBIT_PER_SECOND);

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

    /** Of the rules; as they number it. */
    public String paragraph() {
        return paragraph;
    }

    public Unit unit() {
        return unit;
    }

    /** All of one subject, in the order in which they are shown. */
    public static List<Check> of(Subject subject) {
        return Arrays.stream(values()).filter(check -> check.subject == subject).toList();
    }
}
