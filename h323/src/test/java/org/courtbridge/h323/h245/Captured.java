package org.courtbridge.h323.h245;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;

/**
 * A message of a captured call.
 *
 * @param call such as "b"
 * @param sender "caller", "callee", or somebody else
 * @param place "control" for a message of its own or one that was tunnelled, "fastStart" for an OpenLogicalChannel
 */
public record Captured(String call, String sender, String place, Octets octets) {

    public static List<Captured> all() {
        try (InputStream file = Captured.class.getResourceAsStream("/h245/captured.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(part -> new Captured(part[0], part[1], part[2], Octets.ofHex(part[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of one call, in their order. */
    public static List<Captured> of(String call) {
        return all().stream().filter(message -> message.call.equals(call)).toList();
    }

    public boolean isControl() {
        return place.equals("control");
    }

    public Choice message() {
        return (Choice) H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.decode(octets.toArray());
    }

    Sequence proposal() {
        return (Sequence) LogicalChannelTypes.OPEN_LOGICAL_CHANNEL.decode(octets.toArray());
    }
}
