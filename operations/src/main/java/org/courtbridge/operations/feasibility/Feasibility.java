package org.courtbridge.operations.feasibility;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.media.video.processing.PictureLoad;
import org.courtbridge.operations.fleet.RegistrationHere;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * The facts about an hour for whoever answers whether a hearing can be held then (the Rules, paras. 15(1) and 20). How devices and processors
 * will be at another hour is not known: of them it has how they are now.
 *
 * @param hour in which the hearing would begin
 * @param rooms of the institutions that were asked about, in no order
 * @param ports of the whole installation in that hour
 * @param processor of this machine now
 * @param tests whether this gateway makes test calls, so that a device without a test was never tested
 */
public record Feasibility(SlotRange hour, List<RoomThen> rooms, PortsThen ports, PictureLoad processor, boolean tests) {

    public Feasibility {
        rooms = List.copyOf(rooms);
    }

    /**
     * A room in that hour.
     *
     * @param taken for another hearing, the earliest of them; empty if neither a booking nor a seat of its devices takes it
     * @param devices that stand in it, in the order of the inventory
     */
    public record RoomThen(Room room, Institution institution, Optional<Taken> taken, List<DeviceNow> devices) {

        public RoomThen {
            devices = List.copyOf(devices);
        }
    }

    /** @param to not within it any more; empty if nobody has said when it ends */
    public record Taken(Instant from, Optional<Instant> to) {}

    /**
     * A device as it is now.
     *
     * @param seen when it last answered its driver, or was in a call with us; empty if it did neither since the gateway started
     * @param formerUntil until when a former password works, of a device that has not proved its present one
     * @param test the last one
     */
    public record DeviceNow(
            Device device,
            RegistrationHere registration,
            Health health,
            Optional<Instant> seen,
            Optional<Instant> formerUntil,
            Optional<Tested> test) {}

    /** Health of a device, as its driver is told. */
    public enum Health {
        /** It says that something is wrong, or does not answer its driver. */
        FAULTY,
        /** It has answered, and nothing is wrong. */
        WELL,
        /** It has no driver, or has not been asked yet. */
        UNKNOWN
    }

    /**
     * Pairs of UDP ports for rooms' media.
     *
     * @param pairs of the whole range
     * @param rooms whose devices are in hearings in that hour
     * @param withoutTime hearings that have not ended and of which nobody has said when they begin; their rooms are not counted
     */
    public record PortsThen(int pairs, int rooms, int withoutTime) {

        /** The most that a call of a room takes: sound, picture, presentation, and control of the camera. */
        public static final int PAIRS_OF_A_ROOM = 4;

        /** Pairs at most that the hearings of that hour take. */
        public int needed() {
            return rooms * PAIRS_OF_A_ROOM;
        }

        /** Pairs at least that are left for others; 0 and more. */
        public int left() {
            return Math.max(0, pairs - needed());
        }
    }
}
