package org.courtbridge.hearings;

import java.time.Instant;
import java.util.Optional;

/** A command that somebody gives to a hearing. */
public sealed interface HearingCommand {

    /**
     * The user or device that asks, for the audit trail: "user:LOGIN", "device:ID", "participant:ID" or "system".
     */
    String actor();

    /** The clerk starts the hearing: those admitted hear and see each other from now on. */
    record Start(String actor) implements HearingCommand {}

    record Adjourn(String actor, String reason) implements HearingCommand {}

    record Resume(String actor) implements HearingCommand {}

    /** Ends all remote sound and picture at once (para. 6 of the Rules). */
    record CloseSession(String actor) implements HearingCommand {}

    record ReopenSession(String actor) implements HearingCommand {}

    record End(String actor) implements HearingCommand {}

    /**
     * Gives a party a seat.
     *
     * @param admission whether it waits in the lobby or walks in
     */
    record Invite(String actor, PartyId party, String name, Admission admission) implements HearingCommand {}

    /** Takes a seat away. */
    record Uninvite(String actor, PartyId party) implements HearingCommand {}

    /** A party has called and proved who it is. */
    record Arrive(String actor, PartyId party, LegId leg) implements HearingCommand {}

    /** A party that the gateway has called has picked up. */
    record Answer(String actor, PartyId party, LegId leg) implements HearingCommand {}

    /** The gateway calls a party again whose call it made and lost by a restart. */
    record Recall(String actor, PartyId party) implements HearingCommand {}

    /**
     * A party has called and knows the hearing's PIN: if it has no seat it gets one, in the lobby.
     *
     * @param name of a seat that it gets
     */
    record Attend(String actor, PartyId party, String name, LegId leg) implements HearingCommand {}

    /** A leg is gone; sent exactly once for each leg that arrived. */
    record Leave(String actor, LegId leg, EndReason reason) implements HearingCommand {}

    record Admit(String actor, PartyId party) implements HearingCommand {}

    /** Back to the lobby. */
    record Dismiss(String actor, PartyId party) implements HearingCommand {}

    /** Ends the party's call; the seat stays, and must be admitted anew. */
    record Remove(String actor, PartyId party) implements HearingCommand {}

    /** Sets when the hearing is to begin; nothing begins by itself then. @param begins empty if that is not known any more */
    record Schedule(String actor, Optional<Instant> begins) implements HearingCommand {}

    /** Makes the hearing one of a court, by whose people it is seen and conducted. @param court its id */
    record AssignCourt(String actor, String court) implements HearingCommand {}

    /** From now on another PIN lets callers into the lobby; those who are there stay. */
    record ChangePin(String actor, String pin) implements HearingCommand {

        @Override
        public String toString() {
            return "ChangePin[actor=" + actor + "]";
        }
    }

    record Mute(String actor, PartyId party, Muting muting) implements HearingCommand {}

    /** Mutes all who are not presiding, those too who are not connected now. */
    record MuteAll(String actor) implements HearingCommand {}

    /** From now on this rule says who may speak. */
    record ChooseSpeakingRule(String actor, SpeakingRule rule) implements HearingCommand {}

    /** Whether a party presides, and is heard whatever the rule is. */
    record Preside(String actor, PartyId party, boolean presides) implements HearingCommand {}

    /** A party decides whether its own sound is heard; whatever it decides, who is muted is not. */
    record TurnMicrophone(String actor, PartyId party, boolean on) implements HearingCommand {}

    /** A party in the hearing asks to speak. */
    record RaiseHand(String actor, PartyId party) implements HearingCommand {}

    /** It does not ask any more, or has spoken; the clerk may decide so, too. */
    record LowerHand(String actor, PartyId party) implements HearingCommand {}

    /** A party in the hearing gets the floor, whether it asked or not, and is heard, instead of who had it. */
    record GiveFloor(String actor, PartyId party) implements HearingCommand {}

    /** A party in the session shows its screen in place of its camera's picture, to everybody. */
    record StartSharing(String actor, PartyId party) implements HearingCommand {}

    /** Back to the camera; the clerk may decide so, too. */
    record StopSharing(String actor, PartyId party) implements HearingCommand {}

    /** Chooses how rooms see the others from now on, except for the seats that have a layout of their own. */
    record ChooseLayout(String actor, Layout layout) implements HearingCommand {}

    /**
     * Chooses how one party sees the others, whatever the hearing's layout. A person on a page, who otherwise sees each in a
     * picture of their own, sees them in one picture then.
     *
     * @param layout empty for the hearing's again, or for pictures of their own
     */
    record ChooseSeatLayout(String actor, PartyId party, Optional<Layout> layout) implements HearingCommand {}

    /** Whether a party is in the picture that it sees of several. */
    record ShowSelf(String actor, PartyId party, boolean shown) implements HearingCommand {}

    /**
     * Has a party's camera do something, whether it waits or is in the hearing. It is no state of the hearing: asked twice, it is
     * done twice.
     *
     * @param preset 0 to 15 of the steps that have one; 0 of the others
     */
    record SteerCamera(String actor, PartyId party, CameraStep step, int preset) implements HearingCommand {

        public SteerCamera {
            if (preset < 0 || preset > CameraStep.LAST_PRESET) {
                throw new IllegalArgumentException("preset: %d (expected: 0 to 15)".formatted(preset));
            }
        }
    }

    /**
     * A leg's media have been followed to a machine that its signalling does not come from; told each time.
     *
     * @param address of that machine
     */
    record FollowMedia(String actor, LegId leg, String address) implements HearingCommand {}

    /** Whether rooms may move each other's cameras from now on: each that of whom it sees. */
    record AllowSteering(String actor, boolean allowed) implements HearingCommand {}

    /**
     * A party has a problem, before the hearing or in it; whether it is connected makes no difference.
     *
     * @param text in its own words, may be empty: at most {@value #MOST_CHARACTERS} characters, and no control characters
     */
    record ReportTrouble(String actor, PartyId party, TroubleKind kind, String text) implements HearingCommand {

        public static final int MOST_CHARACTERS = 300;

        public ReportTrouble {
            text = text.strip();
            int length = text.codePointCount(0, text.length());
            if (length > MOST_CHARACTERS) {
                throw new IllegalArgumentException(
                        "text: %d characters (expected: at most %d)".formatted(length, MOST_CHARACTERS));
            }
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                if (isForbidden(text.codePointAt(i))) {
                    throw new IllegalArgumentException("text: has control characters (expected: text of one line)");
                }
            }
        }

        /** Breaks of lines, halves of characters, and what turns the direction of writing. */
        private static boolean isForbidden(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    true;
                default -> character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
            };
        }

        /** Without what the party wrote. */
        @Override
        public String toString() {
            return "ReportTrouble[actor=" + actor + ", party=" + party + ", kind=" + kind + "]";
        }
    }

    /** Somebody of the court has seen a problem that was reported. @param trouble its number */
    record SeeTrouble(String actor, long trouble) implements HearingCommand {}

    /** Somebody says whether a party hears, sees, is heard or is seen; in the session, while it is there. */
    record TickChecklist(String actor, PartyId party, ChecklistItem item, boolean confirmed)
            implements HearingCommand {}

    /** Takes back what was said: it is open again. */
    record UntickChecklist(String actor, PartyId party, ChecklistItem item) implements HearingCommand {}

    /**
     * The gateway was restarted: no leg of before is left.
     *
     * @param at when the restart was noticed
     */
    record Recover(String actor, Instant at) implements HearingCommand {}

    /** Admission of a party: at once, or by the clerk. */
    enum Admission {
        /** Into the hearing at once: the court's own rooms. */
        DIRECT,
        /** Through the lobby, until the clerk admits it. */
        LOBBY
    }

    /** Whether the others hear a party. */
    enum Muting {
        MUTED,
        HEARD
    }
}
