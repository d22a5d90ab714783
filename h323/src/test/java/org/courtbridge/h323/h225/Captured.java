package org.courtbridge.h323.h225;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Type;

/**
 * A message of a captured call.
 *
 * @param call such as "c1"
 * @param sender "alice" (who calls), "bob" or "gatekeeper"; in "g1", where all that bob sends comes from alice's address,
 *     one of the first two
 * @param time of its frame, in whole seconds
 * @param isRas whether it is a RasMessage and not an H323-UserInformation
 */
public record Captured(String call, String sender, Instant time, boolean isRas, Octets octets) {

    /** All of them, in their order. */
    public static List<Captured> all() {
        try (InputStream file = Captured.class.getResourceAsStream("/h225/captured.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(part -> new Captured(
                            part[0],
                            part[1],
                            Instant.ofEpochSecond(Long.parseLong(part[2])),
                            part[3].equals("ras"),
                            Octets.ofHex(part[4])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of one call. */
    public static List<Captured> of(String call) {
        return all().stream().filter(message -> message.call.equals(call)).toList();
    }

    public Type type() {
        return isRas ? Ras.RAS_MESSAGE : CallSignalling.H323_USER_INFORMATION;
    }
}
