package org.courtbridge.h323.ras;

import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.per.ObjectIdentifier;

/** A message of RAS. @see RasMessage#of */
public sealed interface RasMessage
        permits DiscoveryMessage,
                RegistrationMessage,
                UnregistrationMessage,
                AdmissionMessage,
                BandwidthMessage,
                DisengageMessage,
                LocationMessage,
                InfoMessage,
                RequestInProgress,
                ServiceControlMessage,
                OtherMessage {

    /** Version 7 of H.225.0. */
    ObjectIdentifier PROTOCOL = ObjectIdentifier.of("0.0.8.2250.0.7");

    /** 1 to 65,535, chosen by who asks; the answer has the same. */
    int requestSeqNum();

    /** As an alternative of RasMessage. */
    Choice toChoice();

    default byte[] encode() {
        return Ras.RAS_MESSAGE.encode(toChoice());
    }

    /** @param message a RasMessage */
    static RasMessage of(Choice message) {
        return message.value() instanceof Sequence in ? of(message, in) : new OtherMessage(message);
    }

    private static RasMessage of(Choice message, Sequence in) {
        return switch (message.name()) {
            case "gatekeeperRequest" -> DiscoveryMessage.Request.of(in);
            case "gatekeeperConfirm" -> DiscoveryMessage.Confirm.of(in);
            case "gatekeeperReject" -> DiscoveryMessage.Reject.of(in);
            case "registrationRequest" -> RegistrationMessage.Request.of(in);
            case "registrationConfirm" -> RegistrationMessage.Confirm.of(in);
            case "registrationReject" -> RegistrationMessage.Reject.of(in);
            case "unregistrationRequest" -> UnregistrationMessage.Request.of(in);
            case "unregistrationConfirm" -> UnregistrationMessage.Confirm.of(in);
            case "unregistrationReject" -> UnregistrationMessage.Reject.of(in);
            case "admissionRequest" -> AdmissionMessage.Request.of(in);
            case "admissionConfirm" -> AdmissionMessage.Confirm.of(in);
            case "admissionReject" -> AdmissionMessage.Reject.of(in);
            case "bandwidthRequest" -> BandwidthMessage.Request.of(in);
            case "bandwidthConfirm" -> BandwidthMessage.Confirm.of(in);
            case "bandwidthReject" -> BandwidthMessage.Reject.of(in);
            case "disengageRequest" -> DisengageMessage.Request.of(in);
            case "disengageConfirm" -> DisengageMessage.Confirm.of(in);
            case "disengageReject" -> DisengageMessage.Reject.of(in);
            case "locationRequest" -> LocationMessage.Request.of(in);
            case "locationConfirm" -> LocationMessage.Confirm.of(in);
            case "locationReject" -> LocationMessage.Reject.of(in);
            case "infoRequest" -> InfoMessage.Request.of(in);
            case "infoRequestResponse" -> InfoMessage.Response.of(in);
            case "infoRequestAck" -> InfoMessage.Ack.of(in);
            case "infoRequestNak" -> InfoMessage.Nak.of(in);
            case "requestInProgress" -> RequestInProgress.of(in);
            case "serviceControlIndication" -> ServiceControlMessage.Indication.of(in);
            case "serviceControlResponse" -> ServiceControlMessage.Response.of(in);
            default -> new OtherMessage(message);
        };
    }
}
