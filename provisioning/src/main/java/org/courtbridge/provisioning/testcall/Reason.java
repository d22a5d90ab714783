package org.courtbridge.provisioning.testcall;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The known cause of a failed check, where one figure has several causes that are mended differently. */
public enum Reason {
    NOT_REGISTERED(Check.CONNECTION),
    WRONG_PASSWORD(Check.CONNECTION),
    UNREACHABLE(Check.CONNECTION),
    NO_ANSWER(Check.CONNECTION),
    BUSY(Check.CONNECTION),
    REFUSED(Check.CONNECTION),
    NO_COMMON_FORMAT(Check.CONNECTION),
    BROKEN_OFF(Check.CONNECTION),
    /** In one direction at least nothing was agreed. */
    NOT_AGREED(Check.SOUND_CODING, Check.PICTURE_CODING),
    /** A stream was agreed, and nothing of it came for as long as was listened, or nothing that decodes. */
    NOTHING_CAME(Check.MICROPHONE, Check.FRAME_RATE),
    /** The person or the browser does not allow the use of microphone or camera. */
    NOT_ALLOWED(Check.MICROPHONE, Check.FRAME_RATE),
    /** There is no microphone or camera, or it is unplugged. */
    NO_DEVICE(Check.MICROPHONE, Check.FRAME_RATE),
    /** A telephone call or another program has the microphone or camera. */
    IN_USE(Check.MICROPHONE, Check.FRAME_RATE),
    /** The person has switched the microphone or camera off. */
    SWITCHED_OFF(Check.MICROPHONE, Check.FRAME_RATE);

    private final Set<Check> checks;

    Reason(Check first, Check... others) {
        checks = EnumSet.of(first, others);
    }

    /** Whether this may be why that one failed; then there are sentences of it. */
    boolean isOf(Check check) {
        return checks.contains(check);
    }

    /** Why there was no call; empty if that was not for the place. */
    public static Optional<Reason> of(ProbeReport.Failure failure) {
        return switch (failure) {
            case NOT_REGISTERED -> Optional.of(NOT_REGISTERED);
            case WRONG_PASSWORD -> Optional.of(WRONG_PASSWORD);
            case UNREACHABLE -> Optional.of(UNREACHABLE);
            case NO_ANSWER -> Optional.of(NO_ANSWER);
            case BUSY -> Optional.of(BUSY);
            case REFUSED -> Optional.of(REFUSED);
            case NO_COMMON_FORMAT -> Optional.of(NO_COMMON_FORMAT);
            case BROKEN_OFF -> Optional.of(BROKEN_OFF);
            case FAULT -> Optional.empty();
        };
    }
}
