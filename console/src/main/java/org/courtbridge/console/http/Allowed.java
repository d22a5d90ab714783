package org.courtbridge.console.http;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Role;

/** The rule that says who may use an endpoint. */
public sealed interface Allowed {

    /** Signed in or not. */
    record Anybody() implements Allowed {}

    /** Whoever is signed in, even with a one-time password. */
    record SignedIn() implements Allowed {}

    /**
     * Whoever has one of these roles, and a password of their own.
     *
     * @param extent where the role has to hold
     */
    record Roles(Set<Role> roles, Extent extent) implements Allowed {

        Roles(Set<Role> roles) {
            this(roles, Extent.INSTALLATION);
        }

        static Roles inAnInstitution(Set<Role> roles) {
            return new Roles(roles, Extent.INSTITUTION);
        }
    }

    /** Where a role has to hold that an action is for. */
    enum Extent {
        /** In the whole installation: the action is not limited by court or institution. */
        INSTALLATION,
        /** In one institution at least: what is read and changed is limited to those in which the role holds. */
        INSTITUTION
    }

    Allowed ANYBODY = new Anybody();
    Allowed SIGNED_IN = new SignedIn();

    /** Everybody in the court's business sees its hearings. */
    Allowed SEE_HEARINGS = Roles.inAnInstitution(EnumSet.allOf(Role.class));

    /** Those who set a hearing up (paras. 12, 15 and 16 of the Rules). */
    Allowed PREPARE_HEARINGS = Roles.inAnInstitution(EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER));

    /** Those who say whose court's hearing it is: those who set it up, until it has ended, and administrators. */
    Allowed ASSIGN_COURT =
            Roles.inAnInstitution(EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.ADMINISTRATOR));

    /** Those who decide what happens in a hearing (paras. 6, 16 and 19). */
    Allowed CONDUCT_HEARINGS = Roles.inAnInstitution(EnumSet.of(Role.JUDGE, Role.CLERK));

    /** Those who take part in the exchange of applications (paras. 12, 15 and 21). */
    Allowed SEE_APPLICATIONS =
            Roles.inAnInstitution(EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.OFFICIAL));

    /** Those who write and send applications (para. 12). */
    Allowed PREPARE_APPLICATIONS = Roles.inAnInstitution(EnumSet.of(Role.CLERK));

    /** Those who decide on applications, and who enter a decision on paper (para. 12). */
    Allowed RESOLVE_APPLICATIONS = Roles.inAnInstitution(EnumSet.of(Role.JUDGE, Role.CLERK));

    /** Those who answer applications, and who enter what was answered otherwise (paras. 15, 21 and 26). */
    Allowed ANSWER_APPLICATIONS =
            Roles.inAnInstitution(EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.OFFICIAL));

    /** Those of a court or institution whose rooms take part in hearings, of whatever court (paras. 14 and 26). */
    Allowed REPORT_TROUBLES = Roles.inAnInstitution(
            EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN, Role.OFFICIAL));

    /** Those who get parties connected (paras. 16, 19 and 27). */
    Allowed CONNECT = Roles.inAnInstitution(EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN));

    /** Those who look after the calls that go on. */
    Allowed SEE_CALLS = Roles.inAnInstitution(
            EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who may end a call, after which the party can call again. */
    Allowed HANG_UP = Roles.inAnInstitution(EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.TECHNICIAN));

    /** Those who see to it that a room is seen. */
    Allowed SEE_PICTURES = Roles.inAnInstitution(EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.TECHNICIAN));

    /** Those who find faults in what a call sent, which holds what people said. */
    Allowed SEE_TRACES = Roles.inAnInstitution(EnumSet.of(Role.SPECIALIST, Role.TECHNICIAN));

    /** Those who rely on a place being ready, or make it so (paras. 15, 22 and 28). */
    Allowed SEE_TESTS = Roles.inAnInstitution(
            EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who look at a day's tests and at faults of the whole installation. */
    Allowed SEE_ALL_TESTS = new Roles(
            EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who try a place before people sit down in it (paras. 15(5), 22 and 36). */
    Allowed TEST = Roles.inAnInstitution(EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN));

    /** Those who see to it that equipment works again (paras. 23 and 24). */
    Allowed RESTORE = new Roles(EnumSet.of(Role.SPECIALIST, Role.TECHNICIAN));

    /** Those who tell callers how to get in. */
    Allowed SEE_PINS =
            Roles.inAnInstitution(EnumSet.of(Role.JUDGE, Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN));

    Allowed SEE_DEVICES = Roles.inAnInstitution(
            EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who issue credentials to devices (para. 15(4)). */
    Allowed CHANGE_DEVICES = Roles.inAnInstitution(EnumSet.of(Role.SPECIALIST, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who add devices and institutions, and change many at once. */
    Allowed CHANGE_ALL_DEVICES = new Roles(EnumSet.of(Role.SPECIALIST, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who answer for what technicians do, or check it. */
    Allowed SEE_AUDIT = new Roles(EnumSet.of(Role.SPECIALIST, Role.ORGANISER, Role.ADMINISTRATOR, Role.AUDITOR));

    /** Those who issue credentials to anybody: what one has issued, nobody else can hand over. */
    Allowed HAND_OVER = Roles.inAnInstitution(
            EnumSet.of(Role.CLERK, Role.SPECIALIST, Role.ORGANISER, Role.TECHNICIAN, Role.ADMINISTRATOR));

    /** Those who look after the machine that holds the secrets. */
    Allowed CHANGE_KEYS = new Roles(EnumSet.of(Role.ADMINISTRATOR));

    /** Those who look after what goes out to programs of others, or check it. */
    Allowed SEE_POSTS = new Roles(EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR));

    Allowed CHANGE_USERS = new Roles(EnumSet.of(Role.ADMINISTRATOR));

    /** The roles of which somebody needs one; all where none is needed. */
    default Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    /** Whether somebody may do this anywhere. */
    default boolean admits(Principal principal) {
        return switch (this) {
            case Anybody _, SignedIn _ -> true;
            case Roles(var roles, var extent) ->
                switch (extent) {
                    case INSTALLATION -> principal.memberships().holdsEverywhere(roles);
                    case INSTITUTION -> principal.memberships().holdsSomewhere(roles);
                };
        };
    }

    /**
     * Whether somebody may do this with what belongs to a court or institution.
     *
     * @param institution its id; empty for what belongs to none
     */
    default boolean admits(Principal principal, Optional<String> institution) {
        return switch (this) {
            case Anybody _, SignedIn _ -> true;
            case Roles(var roles, var extent) ->
                switch (extent) {
                    case INSTALLATION -> principal.memberships().holdsEverywhere(roles);
                    case INSTITUTION -> principal.memberships().holds(roles, institution);
                };
        };
    }
}
