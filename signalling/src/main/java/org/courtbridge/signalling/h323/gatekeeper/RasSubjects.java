package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.BandwidthMessage;
import org.courtbridge.h323.ras.DiscoveryMessage;
import org.courtbridge.h323.ras.DisengageMessage;
import org.courtbridge.h323.ras.InfoMessage;
import org.courtbridge.h323.ras.LocationMessage;
import org.courtbridge.h323.ras.OtherMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.h323.ras.RequestInProgress;
import org.courtbridge.h323.ras.ServiceControlMessage;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.signalling.h323.transport.CallNames;

/**
 * Finds the call that a RAS message is about: answers name only their request, so requests are remembered for a while. From any
 * thread.
 */
final class RasSubjects {

    private final Map<Request, String> subjects;

    private record Request(InetSocketAddress remote, int number) {}

    /** @param most requests that are remembered */
    RasSubjects(int most) {
        this.subjects = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Request, String> eldest) {
                return size() > most;
            }
        };
    }

    /** As {@link CallNames} has it; empty if it is about no call, or cannot be understood. @param remote whom we speak with */
    synchronized Optional<String> call(InetSocketAddress remote, byte[] octets) {
        try {
            RasMessage message = RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets));
            Request request = new Request(remote, message.requestSeqNum());
            call(message).map(CallNames::of).ifPresent(call -> subjects.put(request, call));
            return Optional.ofNullable(subjects.get(request));
        } catch (PerException _) {
            // The trace shows that, too.
            return Optional.empty();
        }
    }

    private static Optional<Octets> call(RasMessage message) {
        return switch (message) {
            case AdmissionMessage.Request request -> request.identity().callIdentifier();
            case BandwidthMessage.Request request -> request.callIdentifier();
            case DisengageMessage.Request request -> request.callIdentifier();
            case InfoMessage.Request request -> request.callIdentifier();
            // Of several calls, the first.
            case InfoMessage.Response response ->
                response.calls().stream()
                        .flatMap(status -> status.callIdentifier().stream())
                        .findFirst();
            case AdmissionMessage _, BandwidthMessage _, DisengageMessage _, InfoMessage _ -> Optional.empty();
            case DiscoveryMessage _, RegistrationMessage _, UnregistrationMessage _ -> Optional.empty();
            case LocationMessage _, RequestInProgress _ -> Optional.empty();
            case ServiceControlMessage _, OtherMessage _ -> Optional.empty();
        };
    }
}
