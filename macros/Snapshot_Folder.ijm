// Writes a page of pictures (QA figure) for every case of a folder of results. Research use only.
//
// In ImageJ or Fiji: Plugins>Macros>Run..., then choose the folder that a batch wrote.
// Without a window:  <ImageJ> -batch Snapshot_Folder.ijm "/folder/of/results"

results = getArgument();
if (results == "") results = getDirectory("Folder of results");
if (!endsWith(results, File.separator)) results = results + File.separator;

names = getFileList(results);
written = 0;
for (i = 0; i < names.length; i++) {
	if (!File.exists(results + names[i] + "record.json")) continue;
	name = substring(names[i], 0, lengthOf(names[i]) - 1);
	run("Show Side by Side", "case=[" + results + name + "] viewer=auto reference=[] snapshot=[" + results + name + ".png]");
	written++;
}
print("Wrote " + written + " page(s) to " + results);
