package org.courtbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Tile;

/** Debian's ffmpeg: each film decoded once, scaled for each output, put beside the others by xstack, and coded. */
final class FfmpegComposition {

    private final CodedFilms films;
    private final Path folder;
    private final List<ComposedOutput> outputs;

    FfmpegComposition(CodedFilms films, Path folder, List<ComposedOutput> outputs) {
        this.films = films;
        this.folder = folder;
        this.outputs = outputs;
    }

    /** @return CPU milliseconds for so many pictures, without what its start takes */
    double cpuMillis(int pictures) throws IOException, InterruptedException {
        return Command.cpuMillis(command(pictures), folder) - Command.cpuMillis(command(1), folder);
    }

    private List<String> command(int pictures) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-loglevel", "error", "-nostdin"));
        StringBuilder filter = new StringBuilder();
        for (int party = 0; party < films.parties(); party++) {
            command.addAll(List.of(
                    "-threads",
                    "1",
                    "-r",
                    Integer.toString(CodedFilms.FRAMES_PER_SECOND),
                    "-i",
                    films.file(party).toString()));
            filter.append("[%d]split=%d".formatted(party, outputs.size()));
            for (ComposedOutput output : outputs) {
                filter.append("[%s_%d]".formatted(output, party));
            }
            filter.append(";");
        }
        outputs.forEach(output -> filter.append(stack(output)));
        filter.setLength(filter.length() - 1);
        command.addAll(List.of("-filter_complex_threads", "1", "-filter_complex", filter.toString()));
        for (ComposedOutput output : outputs) {
            command.addAll(List.of("-map", "[" + output + "]", "-frames:v", Integer.toString(pictures)));
            command.addAll(output.ffmpeg());
            command.addAll(List.of("-f", "null", "-"));
        }
        return command;
    }

    private String stack(ComposedOutput output) {
        StringBuilder filter = new StringBuilder();
        StringBuilder inputs = new StringBuilder();
        List<String> layout = new ArrayList<>();
        List<Tile> tiles = Arrangement.GRID.tiles(films.parties(), output.size());
        for (int party = 0; party < films.parties(); party++) {
            Tile tile = tiles.get(party);
            String scaled = "[%s_%d_tile]".formatted(output, party);
            filter.append("[%s_%d]scale=%d:%d:flags=bilinear%s;"
                    .formatted(output, party, tile.size().width(), tile.size().height(), scaled));
            inputs.append(scaled);
            layout.add(tile.left() + "_" + tile.top());
        }
        return filter
                + "%sxstack=inputs=%d:layout=%s[%s];"
                        .formatted(inputs, films.parties(), String.join("|", layout), output);
    }
}
