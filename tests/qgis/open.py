"""Opens each GeoPackage of a folder in QGIS, checks that our style is the one it takes, and draws a picture of each and of all together."""
import glob, os, sys
from qgis.core import QgsApplication, QgsMapRendererSequentialJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

WANTED = {
    "hazard-area": "#c62828", "minefield-record": "#c62828", "found-item": "#c62828", "accident": "#c62828", "road-blockage": "#c62828",
    "cancelled-area": "#2e7d32", "reduced-area": "#2e7d32", "cleared-area": "#2e7d32",
}
folder = sys.argv[1]
app = QgsApplication([], False)
app.initQgis()


def draw(layers, target):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(900, 700))
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(settings.fullExtent())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors(), [e.message for e in job.errors()]
    image = job.renderedImage()
    image.save(target)
    return image


layers, faults = [], []
for path in sorted(glob.glob(os.path.join(folder, "*.gpkg"))):
    name = os.path.splitext(os.path.basename(path))[0]
    layer = QgsVectorLayer(path + "|layername=" + name.replace("-", "_"), name, "ogr")
    if not layer.isValid():
        faults.append(f"{name}: QGIS cannot open it")
        continue
    message, loaded = layer.loadDefaultStyle()
    colour = layer.renderer().symbol().color().name() if layer.renderer() and layer.renderer().type() == "singleSymbol" else layer.renderer().type()
    wanted = WANTED.get(name, "#1565c0")
    indexed = layer.hasSpatialIndex() == 2
    image = draw([layer], os.path.join(folder, name + ".png"))
    shown = any(image.pixelColor(x, y).name() != "#ffffff" for x in range(0, 900, 2) for y in range(0, 700, 2))
    print(f"{name}: {layer.featureCount()} features, {layer.crs().authid()}, style {colour}, R*Tree {'found' if indexed else 'NOT FOUND'}, {'drawn' if shown else 'NOT DRAWN'}")
    if not loaded or colour != wanted or not indexed or not shown or layer.crs().authid() != "EPSG:4326":
        faults.append(f"{name}: style {'taken' if loaded else 'not taken: ' + message}, colour {colour} instead of {wanted}")
    layers.append(layer)
if layers:
    # Points above lines above areas.
    draw(sorted(layers, key=lambda one: one.geometryType()), os.path.join(folder, "all.png"))
for fault in faults:
    print("FAULT", fault)
sys.stdout.flush()
# QGIS does not always leave without a crash when no screen is there; everything is said by now.
os._exit(1 if faults or not layers else 0)
