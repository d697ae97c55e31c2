package io.im2wav4j.audio.media;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacv.FrameGrabber;

/** A picture that is stored in tiles, each a stream of its own: phones write HEIC so. */
final class TileGrid {
  private TileGrid() {}

  /** The whole picture; null where the file has no grid. */
  static BufferedImage read(AVFormatContext context) throws FrameGrabber.Exception {
    for (int i = 0; i < context.nb_stream_groups(); i++) {
      AVStreamGroup group = context.stream_groups(i);
      if (group.type() == avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID) {
        return whole(group, tiles(context, group));
      }
    }
    return null;
  }

  /** Tiles by the indices of their streams. */
  private static Map<Integer, BufferedImage> tiles(AVFormatContext context, AVStreamGroup group)
      throws FrameGrabber.Exception {
    Map<Integer, BufferedImage> tiles = new HashMap<>();
    for (int i = 0; i < group.nb_streams(); i++) {
      tiles.put(group.streams(i).index(), null);
    }
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      while (avformat.av_read_frame(context, packet) >= 0) {
        int stream = packet.stream_index();
        if (tiles.containsKey(stream) && tiles.get(stream) == null) {
          tiles.put(stream, PacketPicture.decode(packet, context.streams(stream).codecpar()));
        }
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
    return tiles;
  }

  private static BufferedImage whole(AVStreamGroup group, Map<Integer, BufferedImage> tiles)
      throws FrameGrabber.Exception {
    AVStreamGroupTileGrid grid = group.params_tile_grid();
    BufferedImage image =
        new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < grid.nb_tiles(); i++) {
      BufferedImage tile = tiles.get(group.streams(grid.offsets_idx(i)).index());
      if (tile == null) {
        throw new FrameGrabber.Exception("tile " + i + " is missing");
      }
      g.drawImage(
          tile,
          grid.offsets_horizontal(i) - grid.horizontal_offset(),
          grid.offsets_vertical(i) - grid.vertical_offset(),
          null);
    }
    g.dispose();
    return orientation(grid).apply(image);
  }

  private static Orientation orientation(AVStreamGroupTileGrid grid) {
    for (int i = 0; i < grid.nb_coded_side_data(); i++) {
      AVPacketSideData data = grid.coded_side_data().getPointer(i);
      if (data.type() == avcodec.AV_PKT_DATA_DISPLAYMATRIX) {
        return Orientation.ofMatrix(
            data.data().capacity(36).asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer());
      }
    }
    return Orientation.STORED;
  }
}
