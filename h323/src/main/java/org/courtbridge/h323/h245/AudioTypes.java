package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.generalString;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.Later.later;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;

/** Capabilities of sound (H.245, B.2.2.6). */
public final class AudioTypes {

    public static final SequenceType IS11172_AUDIO_CAPABILITY = sequence(
            "IS11172AudioCapability",
            field("audioLayer1", BOOLEAN),
            field("audioLayer2", BOOLEAN),
            field("audioLayer3", BOOLEAN),
            field("audioSampling32k", BOOLEAN),
            field("audioSampling44k1", BOOLEAN),
            field("audioSampling48k", BOOLEAN),
            field("singleChannel", BOOLEAN),
            field("twoChannels", BOOLEAN),
            field("bitRate", integer(1, 448)),
            MORE);

    public static final SequenceType IS13818_AUDIO_CAPABILITY = sequence(
            "IS13818AudioCapability",
            field("audioLayer1", BOOLEAN),
            field("audioLayer2", BOOLEAN),
            field("audioLayer3", BOOLEAN),
            field("audioSampling16k", BOOLEAN),
            field("audioSampling22k05", BOOLEAN),
            field("audioSampling24k", BOOLEAN),
            field("audioSampling32k", BOOLEAN),
            field("audioSampling44k1", BOOLEAN),
            field("audioSampling48k", BOOLEAN),
            field("singleChannel", BOOLEAN),
            field("twoChannels", BOOLEAN),
            field("threeChannels2-1", BOOLEAN),
            field("threeChannels3-0", BOOLEAN),
            field("fourChannels2-0-2-0", BOOLEAN),
            field("fourChannels2-2", BOOLEAN),
            field("fourChannels3-1", BOOLEAN),
            field("fiveChannels3-0-2-0", BOOLEAN),
            field("fiveChannels3-2", BOOLEAN),
            field("lowFrequencyEnhancement", BOOLEAN),
            field("multilingual", BOOLEAN),
            field("bitRate", integer(1, 1130)),
            MORE);

    public static final SequenceType G7231_ANNEX_C_CAPABILITY = sequence(
            "G7231AnnexCCapability",
            field("maxAl-sduAudioFrames", integer(1, 256)),
            field("silenceSuppression", BOOLEAN),
            optional(
                    "g723AnnexCAudioMode",
                    sequence(
                            "",
                            field("highRateMode0", integer(27, 78)),
                            field("highRateMode1", integer(27, 78)),
                            field("lowRateMode0", integer(23, 66)),
                            field("lowRateMode1", integer(23, 66)),
                            field("sidMode0", integer(6, 17)),
                            field("sidMode1", integer(6, 17)),
                            MORE)),
            MORE);

    public static final SequenceType GSM_AUDIO_CAPABILITY = sequence(
            "GSMAudioCapability",
            field("audioUnitSize", integer(1, 256)),
            field("comfortNoise", BOOLEAN),
            field("scrambled", BOOLEAN),
            MORE);

    public static final SequenceType G729_EXTENSIONS = sequence(
            "G729Extensions",
            optional("audioUnit", integer(1, 256)),
            field("annexA", BOOLEAN),
            field("annexB", BOOLEAN),
            field("annexD", BOOLEAN),
            field("annexE", BOOLEAN),
            field("annexF", BOOLEAN),
            field("annexG", BOOLEAN),
            field("annexH", BOOLEAN),
            MORE);

    public static final SequenceType VBD_CAPABILITY =
            sequence("VBDCapability", field("type", later(() -> AudioTypes.AUDIO_CAPABILITY)), MORE);

    public static final SequenceType NO_PT_AUDIO_TELEPHONY_EVENT_CAPABILITY =
            sequence("NoPTAudioTelephonyEventCapability", field("audioTelephoneEvent", generalString()), MORE);

    public static final SequenceType NO_PT_AUDIO_TONE_CAPABILITY = sequence("NoPTAudioToneCapability", MORE);

    public static final ChoiceType AUDIO_CAPABILITY = choice(
            "AudioCapability",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("g711Alaw64k", integer(1, 256)),
            field("g711Alaw56k", integer(1, 256)),
            field("g711Ulaw64k", integer(1, 256)),
            field("g711Ulaw56k", integer(1, 256)),
            field("g722-64k", integer(1, 256)),
            field("g722-56k", integer(1, 256)),
            field("g722-48k", integer(1, 256)),
            field(
                    "g7231",
                    sequence("", field("maxAl-sduAudioFrames", integer(1, 256)), field("silenceSuppression", BOOLEAN))),
            field("g728", integer(1, 256)),
            field("g729", integer(1, 256)),
            field("g729AnnexA", integer(1, 256)),
            field("is11172AudioCapability", IS11172_AUDIO_CAPABILITY),
            field("is13818AudioCapability", IS13818_AUDIO_CAPABILITY),
            MORE,
            field("g729wAnnexB", integer(1, 256)),
            field("g729AnnexAwAnnexB", integer(1, 256)),
            field("g7231AnnexCCapability", G7231_ANNEX_C_CAPABILITY),
            field("gsmFullRate", GSM_AUDIO_CAPABILITY),
            field("gsmHalfRate", GSM_AUDIO_CAPABILITY),
            field("gsmEnhancedFullRate", GSM_AUDIO_CAPABILITY),
            field("genericAudioCapability", GenericTypes.GENERIC_CAPABILITY),
            field("g729Extensions", G729_EXTENSIONS),
            field("vbd", VBD_CAPABILITY),
            field("audioTelephonyEvent", NO_PT_AUDIO_TELEPHONY_EVENT_CAPABILITY),
            field("audioTone", NO_PT_AUDIO_TONE_CAPABILITY));

    public static final SequenceType AUDIO_TELEPHONY_EVENT_CAPABILITY = sequence(
            "AudioTelephonyEventCapability",
            field("dynamicRTPPayloadType", integer(96, 127)),
            field("audioTelephoneEvent", generalString()),
            MORE);

    public static final SequenceType AUDIO_TONE_CAPABILITY =
            sequence("AudioToneCapability", field("dynamicRTPPayloadType", integer(96, 127)), MORE);

    private AudioTypes() {}
}
