package org.courtbridge.provisioning.testcall;

/** The subject of a check; the texts of each lie in files of its own. */
public enum Subject {
    /** The call itself. */
    CALL("call"),
    SOUND("sound"),
    PICTURE("picture"),
    LINE("line"),
    /** What the place gets of us. */
    SENT("sent"),
    /** What the device says of itself. */
    DEVICE("device");

    private final String texts;

    Subject(String texts) {
        this.texts = texts;
    }

    /** What the names of the files begin with that have the sentences, {@code NAME_TAG.properties}. */
    String texts() {
        return texts;
    }
}
