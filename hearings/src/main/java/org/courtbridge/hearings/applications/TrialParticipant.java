package org.courtbridge.hearings.applications;

/**
 * A person who is to attend by video conference (para. 2(2)).
 *
 * @param status procedural status: witness, expert, representative, and so on
 */
public record TrialParticipant(String name, String status, Means means) {

    /** Equipment by which a participant attends. */
    public enum Means {
        /** The participant's own, connected to the Internet (para. 9). */
        PERSONAL,
        /** That of the court or institution asked, where the participant comes or is. */
        PROVIDED
    }
}
