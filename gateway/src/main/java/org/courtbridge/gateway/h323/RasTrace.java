package org.courtbridge.gateway.h323;

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

/**
 * Shows messages of RAS to the trace under the name of the call that they are about, or else of the endpoint: answers say only which request they
 * are for, so requests are remembered for a while. From any thread.
 */
final class RasTrace {

    private static final int REMEMBERED = 1_000;

    private final H323Trace trace;
    private final InetSocketAddress local;
    private final Map<Request, String> subjects = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Request, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Request(InetSocketAddress remote, int number) {}

    RasTrace(H323Trace trace, InetSocketAddress local) {
        this.trace = trace;
        this.local = local;
    }

    synchronized void message(H323Trace.Direction direction, InetSocketAddress remote, byte[] octets) {
        if (trace != H323Trace.NONE) {
            trace.datagram(subject(remote, octets), direction, local, remote, octets);
        }
    }

    private String subject(InetSocketAddress remote, byte[] octets) {
        String endpoint = "endpoint " + remote.getAddress().getHostAddress() + ":" + remote.getPort();
        try {
            RasMessage message = RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets));
            Request request = new Request(remote, message.requestSeqNum());
            call(message).map(CallNames::of).ifPresent(call -> subjects.put(request, "call " + call));
            return subjects.getOrDefault(request, endpoint);
        } catch (PerException _) {
            // The trace shows that, too.
            return endpoint;
        }
    }

    private static Optional<Octets> call(RasMessage message) {
        return switch (message) {
            case AdmissionMessage.Request request -> request.callIdentifier();
            case BandwidthMessage.Request request -> request.callIdentifier();
            case DisengageMessage.Request request -> request.callIdentifier();
            case InfoMessage.Request request -> request.callIdentifier();
            case AdmissionMessage _, BandwidthMessage _, DisengageMessage _, InfoMessage _ -> Optional.empty();
            case DiscoveryMessage _, RegistrationMessage _, UnregistrationMessage _ -> Optional.empty();
            case LocationMessage _, RequestInProgress _ -> Optional.empty();
            case ServiceControlMessage _, OtherMessage _ -> Optional.empty();
        };
    }
}
