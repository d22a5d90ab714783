package org.courtbridge.devices.onvif;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.SafeXml;
import org.courtbridge.devices.onvif.CameraServices.Fault;
import org.courtbridge.devices.onvif.OnvifSimulator.Turning;

/** Operations of the device, media and PTZ services that a simulated camera carries out. */
final class CameraOperations {

    private static final String PROFILE = "profile_1";
    private static final String GENERIC = "http://www.onvif.org/ver10/tptz/";

    private final TurningHead head;
    private final URI stream;
    private final InstantSource clock;
    private final Turning turning;
    private final LongAdder synchronizations = new LongAdder();

    CameraOperations(TurningHead head, URI stream, InstantSource clock, Turning turning) {
        this.head = head;
        this.stream = stream;
        this.clock = clock;
        this.turning = turning;
    }

    /** Outcome of an operation: the body of an answer, or a fault. */
    record Outcome(String body, Optional<Fault> fault) {

        static Outcome of(String body) {
            return new Outcome(body, Optional.empty());
        }

        static Outcome refused(Fault why) {
            return new Outcome("", Optional.of(why));
        }

        <T> T fold(Function<String, T> answer, Function<Fault, T> refusal) {
            return fault.map(refusal).orElseGet(() -> answer.apply(body));
        }
    }

    /** Number of times that it was asked for a keyframe. */
    long synchronizations() {
        return synchronizations.sum();
    }

    /** @param base below which its services are */
    Outcome perform(SoapNode request, String base) {
        return switch (request.name()) {
            case "GetSystemDateAndTime" -> Outcome.of(time());
            case "GetDeviceInformation" ->
                Outcome.of("<tds:GetDeviceInformationResponse><tds:Manufacturer>Courtbridge</tds:Manufacturer>"
                        + "<tds:Model>Simulated Camera</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion>"
                        + "<tds:SerialNumber>SIM00000001</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId>"
                        + "</tds:GetDeviceInformationResponse>");
            case "GetHostname" ->
                Outcome.of("<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP>"
                        + "<tt:Name>courtroom</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>");
            case "GetCapabilities" -> Outcome.of(capabilities(base));
            case "GetServices" -> Outcome.of(services(base));
            case "GetProfiles" -> Outcome.of("<trt:GetProfilesResponse>" + profile() + "</trt:GetProfilesResponse>");
            case "GetVideoSources" ->
                Outcome.of("<trt:GetVideoSourcesResponse><trt:VideoSources token=\"source_1\">"
                        + "<tt:Framerate>30</tt:Framerate><tt:Resolution><tt:Width>1920</tt:Width>"
                        + "<tt:Height>1080</tt:Height></tt:Resolution></trt:VideoSources>"
                        + "</trt:GetVideoSourcesResponse>");
            case "GetStreamUri" -> ofProfile(request, () -> uri("GetStreamUri", stream.toString()));
            case "SetSynchronizationPoint" ->
                ofProfile(request, () -> {
                    synchronizations.increment();
                    return "<trt:SetSynchronizationPointResponse/>";
                });
            case "GetSnapshotUri" -> ofProfile(request, () -> uri("GetSnapshotUri", base + "snapshot"));
            default -> turning == Turning.TURNS ? turn(request) : Outcome.refused(Fault.notSupported());
        };
    }

    private Outcome turn(SoapNode request) {
        return switch (request.name()) {
            case "GetNodes" -> Outcome.of("<tptz:GetNodesResponse>" + node() + "</tptz:GetNodesResponse>");
            case "GetConfigurations" ->
                Outcome.of("<tptz:GetConfigurationsResponse>" + configuration("tptz:PTZConfiguration")
                        + "</tptz:GetConfigurationsResponse>");
            case "GetStatus" -> ofProfile(request, this::status);
            case "AbsoluteMove" -> ofProfile(request, () -> absolute(request));
            case "RelativeMove" ->
                ofProfile(request, () -> {
                    Vector way = vector(request, "Translation");
                    head.step(way.pan(), way.tilt(), way.zoom());
                    return "<tptz:RelativeMoveResponse/>";
                });
            case "ContinuousMove" ->
                ofProfile(request, () -> {
                    Vector speed = vector(request, "Velocity");
                    head.turn(speed.pan(), speed.tilt(), speed.zoom());
                    return "<tptz:ContinuousMoveResponse/>";
                });
            case "Stop" ->
                ofProfile(request, () -> {
                    head.stop();
                    return "<tptz:StopResponse/>";
                });
            case "GetPresets" -> ofProfile(request, this::presets);
            case "SetPreset" -> setPreset(request);
            case "GotoPreset" -> gotoPreset(request);
            default -> Outcome.refused(Fault.notSupported());
        };
    }

    private interface Body {

        String get();
    }

    private static Outcome ofProfile(SoapNode request, Body body) {
        return request.textAt("ProfileToken").equals(Optional.of(PROFILE))
                ? Outcome.of(body.get())
                : Outcome.refused(Fault.of("InvalidArgVal", "The requested profile token does not exist"));
    }

    private String time() {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        return "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>"
                + "<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>UTC0</tt:TZ></tt:TimeZone>"
                + "<tt:UTCDateTime><tt:Time><tt:Hour>" + now.getHour() + "</tt:Hour><tt:Minute>" + now.getMinute()
                + "</tt:Minute><tt:Second>" + now.getSecond() + "</tt:Second></tt:Time><tt:Date><tt:Year>"
                + now.getYear() + "</tt:Year><tt:Month>" + now.getMonthValue() + "</tt:Month><tt:Day>"
                + now.getDayOfMonth() + "</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>"
                + "</tds:GetSystemDateAndTimeResponse>";
    }

    private String capabilities(String base) {
        return "<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Device><tt:XAddr>" + base
                + "device_service</tt:XAddr></tt:Device><tt:Media><tt:XAddr>" + base
                + "media_service</tt:XAddr><tt:StreamingCapabilities><tt:RTPMulticast>false</tt:RTPMulticast>"
                + "<tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities>"
                + "</tt:Media>"
                + (turning == Turning.TURNS ? "<tt:PTZ><tt:XAddr>" + base + "ptz_service</tt:XAddr></tt:PTZ>" : "")
                + "</tds:Capabilities></tds:GetCapabilitiesResponse>";
    }

    private String services(String base) {
        return "<tds:GetServicesResponse>" + service(OnvifService.DEVICE, base + "device_service")
                + service(OnvifService.MEDIA, base + "media_service")
                + (turning == Turning.TURNS ? service(OnvifService.PTZ, base + "ptz_service") : "")
                + "</tds:GetServicesResponse>";
    }

    private static String service(OnvifService service, String address) {
        return "<tds:Service><tds:Namespace>" + service.namespace() + "</tds:Namespace><tds:XAddr>" + address
                + "</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>";
    }

    private String profile() {
        return "<trt:Profiles token=\"" + PROFILE + "\" fixed=\"true\"><tt:Name>Main</tt:Name>"
                + "<tt:VideoSourceConfiguration token=\"video_source_1\"><tt:Name>Camera</tt:Name>"
                + "<tt:UseCount>1</tt:UseCount><tt:SourceToken>source_1</tt:SourceToken>"
                + "<tt:Bounds x=\"0\" y=\"0\" width=\"1920\" height=\"1080\"/></tt:VideoSourceConfiguration>"
                + "<tt:VideoEncoderConfiguration token=\"encoder_1\"><tt:Name>Main</tt:Name><tt:UseCount>1</tt:UseCount>"
                + "<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height>"
                + "</tt:Resolution><tt:Quality>4</tt:Quality><tt:RateControl><tt:FrameRateLimit>30</tt:FrameRateLimit>"
                + "<tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>4096</tt:BitrateLimit></tt:RateControl>"
                + "<tt:H264><tt:GovLength>60</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>"
                + "<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>"
                + (turning == Turning.TURNS ? configuration("tt:PTZConfiguration") : "") + "</trt:Profiles>";
    }

    private static String configuration(String element) {
        return "<" + element + " token=\"ptz_1\"><tt:Name>PTZ</tt:Name><tt:UseCount>1</tt:UseCount>"
                + "<tt:NodeToken>node_1</tt:NodeToken><tt:DefaultAbsolutePantTiltPositionSpace>" + GENERIC
                + "PanTiltSpaces/PositionGenericSpace</tt:DefaultAbsolutePantTiltPositionSpace>"
                + "<tt:DefaultAbsoluteZoomPositionSpace>" + GENERIC
                + "ZoomSpaces/PositionGenericSpace</tt:DefaultAbsoluteZoomPositionSpace>"
                + "<tt:DefaultContinuousPanTiltVelocitySpace>" + GENERIC
                + "PanTiltSpaces/VelocityGenericSpace</tt:DefaultContinuousPanTiltVelocitySpace>"
                + "<tt:DefaultPTZTimeout>PT10S</tt:DefaultPTZTimeout></" + element + ">";
    }

    private static String node() {
        return "<tptz:PTZNode token=\"node_1\" FixedHomePosition=\"false\"><tt:Name>PTZ</tt:Name>"
                + "<tt:SupportedPTZSpaces><tt:AbsolutePanTiltPositionSpace><tt:URI>" + GENERIC
                + "PanTiltSpaces/PositionGenericSpace</tt:URI><tt:XRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:XRange>"
                + "<tt:YRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:YRange></tt:AbsolutePanTiltPositionSpace>"
                + "<tt:AbsoluteZoomPositionSpace><tt:URI>" + GENERIC
                + "ZoomSpaces/PositionGenericSpace</tt:URI><tt:XRange><tt:Min>0</tt:Min><tt:Max>1</tt:Max></tt:XRange>"
                + "</tt:AbsoluteZoomPositionSpace></tt:SupportedPTZSpaces>"
                + "<tt:MaximumNumberOfPresets>100</tt:MaximumNumberOfPresets><tt:HomeSupported>false</tt:HomeSupported>"
                + "</tptz:PTZNode>";
    }

    private static String uri(String operation, String uri) {
        return "<trt:" + operation + "Response><trt:MediaUri><tt:Uri>" + SafeXml.escape(uri)
                + "</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>"
                + "<tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:"
                + operation + "Response>";
    }

    private String status() {
        String moving = head.isTurning() ? "MOVING" : "IDLE";
        return "<tptz:GetStatusResponse><tptz:PTZStatus><tt:Position>" + place(head.position())
                + "</tt:Position><tt:MoveStatus><tt:PanTilt>" + moving + "</tt:PanTilt><tt:Zoom>" + moving
                + "</tt:Zoom></tt:MoveStatus><tt:UtcTime>" + clock.instant()
                + "</tt:UtcTime></tptz:PTZStatus></tptz:GetStatusResponse>";
    }

    private static String place(CameraPosition position) {
        return String.format(
                Locale.ROOT,
                "<tt:PanTilt x=\"%.6f\" y=\"%.6f\"/><tt:Zoom x=\"%.6f\"/>",
                position.pan(),
                position.tilt(),
                position.zoom());
    }

    private record Vector(double pan, double tilt, double zoom) {}

    private static Vector vector(SoapNode request, String element) {
        Optional<SoapNode> vector = request.find(element);
        return new Vector(
                component(vector, "PanTilt", "x"), component(vector, "PanTilt", "y"), component(vector, "Zoom", "x"));
    }

    private static double component(Optional<SoapNode> vector, String element, String attribute) {
        return vector.flatMap(found -> found.find(element))
                .flatMap(found -> found.attribute(attribute))
                .filter(text -> text.matches("-?[0-9]*\\.?[0-9]+"))
                .map(text -> Math.clamp(Double.parseDouble(text), -1, 1))
                .orElse(0.0);
    }

    /** Moves to a position; pan and tilt, or zoom, stay as they are if they are not given. */
    private String absolute(SoapNode request) {
        Vector place = vector(request, "Position");
        CameraPosition now = head.position();
        boolean turns = request.find("Position", "PanTilt").isPresent();
        boolean zooms = request.find("Position", "Zoom").isPresent();
        head.go(new CameraPosition(
                turns ? place.pan() : now.pan(),
                turns ? place.tilt() : now.tilt(),
                zooms ? Math.max(0, place.zoom()) : now.zoom()));
        return "<tptz:AbsoluteMoveResponse/>";
    }

    private String presets() {
        return head.presets().stream()
                .map(CameraOperations::preset)
                .collect(Collectors.joining("", "<tptz:GetPresetsResponse>", "</tptz:GetPresetsResponse>"));
    }

    private static String preset(TurningHead.Preset one) {
        return "<tptz:Preset token=\"" + one.number() + "\"><tt:Name>" + SafeXml.escape(one.name())
                + "</tt:Name><tt:PTZPosition>" + place(one.place()) + "</tt:PTZPosition></tptz:Preset>";
    }

    private Outcome setPreset(SoapNode request) {
        Optional<Integer> given = request.textAt("PresetToken").map(CameraOperations::number);
        if (given.isPresent() && head.preset(given.orElseThrow()).isEmpty()) {
            return noPreset();
        }
        return ofProfile(request, () -> {
            int number = given.map(known -> {
                        head.store(known);
                        return known;
                    })
                    .orElseGet(() -> head.storeNext(request.textAt("PresetName")));
            return "<tptz:SetPresetResponse><tptz:PresetToken>" + number
                    + "</tptz:PresetToken></tptz:SetPresetResponse>";
        });
    }

    private Outcome gotoPreset(SoapNode request) {
        Optional<TurningHead.Preset> preset =
                request.textAt("PresetToken").map(CameraOperations::number).flatMap(head::preset);
        return preset.isEmpty()
                ? noPreset()
                : ofProfile(request, () -> {
                    head.go(preset.orElseThrow().place());
                    return "<tptz:GotoPresetResponse/>";
                });
    }

    private static int number(String token) {
        return token.matches("[0-9]{1,3}") ? Integer.parseInt(token) : -1;
    }

    private static Outcome noPreset() {
        return Outcome.refused(Fault.of("InvalidArgVal", "The requested preset token does not exist"));
    }
}
