package org.courtbridge.hearings.schedule;

/**
 * A room, device or person that one hearing at a time can have.
 *
 * @param id 1 to 64 characters; of one kind no two are the same
 */
public record Resource(Kind kind, String id) implements Comparable<Resource> {

    private static final int LONGEST_ID = 64;

    public enum Kind {
        ROOM,
        DEVICE,
        PERSON
    }

    public Resource {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("length of the id: %d (expected: 1 to 64)".formatted(id.length()));
        }
    }

    public static Resource room(String id) {
        return new Resource(Kind.ROOM, id);
    }

    public static Resource device(String id) {
        return new Resource(Kind.DEVICE, id);
    }

    public static Resource person(String id) {
        return new Resource(Kind.PERSON, id);
    }

    /** Rooms, devices, people; of one kind by the id. */
    @Override
    public int compareTo(Resource other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? id.compareTo(other.id) : byKind;
    }

    /** Such as {@code ROOM:3}. */
    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
