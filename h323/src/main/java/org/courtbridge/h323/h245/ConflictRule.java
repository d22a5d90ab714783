package org.courtbridge.h323.h245;

/** Decides which channels of the two sides cannot be open together, so that the slave's is not opened (H.245, C.4.1.3). */
@FunctionalInterface
public interface ConflictRule {

    /** We send and receive whatever it is at the same time. */
    ConflictRule NONE = (ours, theirs) -> false;

    /** Sound goes both ways in one coding, as with old endpoints that cannot do otherwise. */
    ConflictRule ONE_CODING_OF_SOUND = (ours, theirs) -> ours.forward() instanceof DataType.Audio sent
            && theirs.forward() instanceof DataType.Audio received
            && !sent.capability().isSameCoding(received.capability());

    boolean conflict(OpenLogicalChannel ours, OpenLogicalChannel theirs);
}
