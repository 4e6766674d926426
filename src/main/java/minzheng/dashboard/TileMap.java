package minzheng.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minzheng.dashboard.Board.PartRow;
import minzheng.dashboard.Board.Tile;
import minzheng.jurisdiction.Region;
import minzheng.web.Display;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * 区县示意图: a city as one tile a district, roughly where it lies. No outlines: those that could be had
 * belong to map services, and a published map of China needs an approval number (审图号).
 */
@Component
class TileMap {
  /** Steps of shade; every tile also carries its number. */
  private static final int SHADES = 5;

  private static final int SIDE = 92;
  private static final int HEIGHT = 52;

  private record Place(int x, int y) {}

  private final Map<String, Place> places = new HashMap<>();
  private final Display display;

  TileMap(Display display) throws IOException {
    this.display = display;
    try (var csv = new ClassPathResource("db/reference/district-tiles.csv").getInputStream()) {
      new String(csv.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(
              c -> places.put(c[0], new Place(Integer.parseInt(c[1]), Integer.parseInt(c[2]))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The districts of a city with their numbers; empty where a place on the map is not known. */
  List<Tile> of(List<Region> districts, List<PartRow> rows, String query) {
    if (districts.isEmpty() || districts.stream().anyMatch(d -> !places.containsKey(d.code())))
      return List.of();
    long most = rows.stream().mapToLong(PartRow::rows).max().orElse(0);
    var byCode = new HashMap<String, PartRow>();
    for (PartRow row : rows) byCode.put(row.code(), row);
    var tiles = new ArrayList<Tile>();
    for (Region district : districts) {
      PartRow row = byCode.get(district.code());
      long value = row == null ? 0 : row.rows();
      Place place = places.get(district.code());
      tiles.add(
          new Tile(
              district.name(),
              display.number(value),
              row == null ? "/dashboard?" + query + "&area=" + district.code() : row.url(),
              place.x() * SIDE,
              place.y() * HEIGHT,
              shade(value, most)));
    }
    return tiles;
  }

  /** 0 for nothing, else 1 to {@link #SHADES} in equal steps up to the largest. */
  static int shade(long value, long most) {
    return value <= 0 ? 0 : Math.toIntExact((value * SHADES + most - 1) / most);
  }
}
