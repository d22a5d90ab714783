package org.courtbridge.signalling.ivr;

import java.net.InetAddress;
import java.util.Optional;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.inventory.Device;

/**
 * A caller: the party of a room, or a stranger.
 *
 * @param device the party of a room that has proved which it is; empty for a stranger
 * @param name as the clerk will see it
 * @param source address that the call comes from
 * @param language of the room; empty for the court's
 * @param besideDevice whether a device of ours has registered from that address
 */
public record Caller(
        Optional<PartyId> device, String name, String source, Optional<Language> language, boolean besideDevice) {

    private static final int LONGEST_NAME = 60;

    /**
     * A room by what is known of it, a stranger by what he calls himself, which proves nothing, and where he calls from.
     *
     * @param device that has proved which it is; empty for a stranger
     * @param said what whoever calls calls himself; may be empty
     */
    public static Caller of(Optional<Device> device, String said, InetAddress source) {
        String address = source.getHostAddress();
        return device.map(room -> new Caller(
                        Optional.of(PartyId.device(room.id())),
                        room.name(),
                        address,
                        room.language().flatMap(Language::of),
                        true))
                .orElseGet(() -> new Caller(Optional.empty(), name(said, address), address, Optional.empty(), false));
    }

    /** The same, of whom it is known that a device of ours has registered from his address. */
    public Caller withDeviceBeside() {
        return new Caller(device, name, source, language, true);
    }

    private static String name(String said, String address) {
        String shown = said.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "").strip();
        String name = shown.substring(
                0, shown.offsetByCodePoints(0, Math.min(LONGEST_NAME, shown.codePointCount(0, shown.length()))));
        return name.isEmpty() ? address : name + " (" + address + ")";
    }

    public boolean isStranger() {
        return device.isEmpty();
    }

    /** As whom its guesses at PINs count: a room by itself, strangers by their address. */
    String guesser() {
        return device.map(PartyId::toString).orElse(source);
    }

    /** As whom it takes a seat: a stranger is a guest, for this call only. */
    public PartyId party(LegId leg) {
        return device.orElseGet(() -> PartyId.guest(leg.value()));
    }
}
