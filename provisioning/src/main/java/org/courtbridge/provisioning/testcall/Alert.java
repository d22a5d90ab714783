package org.courtbridge.provisioning.testcall;

import java.util.Optional;

/**
 * Something that somebody is to be told of a fault.
 *
 * @param key by which it is told once: keep those of what was told
 * @param hearing the next one that needs the place
 */
public record Alert(Key key, Fault fault, Occasion occasion, Severity severity, Optional<PlannedHearing> hearing) {

    /** @param occasion with its step, for machines */
    public record Key(String fault, Role to, String occasion) {}

    /** The role of the one who is told (paragraphs 14, 17, 23). */
    public enum Role {
        CLERK,
        SPECIALIST,
        TECHNICIAN
    }

    public enum Occasion {
        FOUND,
        /** It has lasted for long. */
        LASTS,
        /** A hearing comes near that needs the place. */
        NEAR,
        RESTORED
    }

    /** In ascending order. */
    public enum Severity {
        /** Nothing that would stop a hearing, or none is to come. */
        NOTICE,
        /** It would stop the next hearing. */
        WARNING,
        /** It has lasted for long, or the hearing is near. */
        URGENT
    }

    public Role to() {
        return key.to();
    }
}
