// Segments the lymph nodes of every CT in a folder. Research use only.
//
// CTs are files (.nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd) and subfolders of DICOM slices. Each gets a folder of results
// of its own name; one that has its record.json already is skipped, so that a run can be stopped and taken up again.
// A CT that fails does not stop the others: it is named at the end, with the reason.
//
// In ImageJ or Fiji: Plugins>Macros>Run..., then choose the folder of CTs and the folder for the results.
// Without a window:  <ImageJ> -batch Segment_Folder.ijm "/folder/of/CTs,/folder/for/results"

options = "mode=fast region=mediastinum";  // any key of "Segment Lymph Nodes..." may stand here

argument = getArgument();
if (argument == "") {
	input = getDirectory("Folder of CTs");
	output = getDirectory("Folder for the results");
} else {
	comma = indexOf(argument, ",");
	if (comma < 0) exit("Segment_Folder needs two folders, with a comma between them: CTs,results");
	input = substring(argument, 0, comma) + File.separator;
	output = substring(argument, comma + 1) + File.separator;
}

setBatchMode(true);
names = getFileList(input);
done = 0;
skipped = 0;
failures = "";
for (i = 0; i < names.length; i++) {
	if (!isCt(names[i])) continue;
	results = output + caseName(names[i]);
	if (File.exists(results + File.separator + "record.json")) {
		skipped++;
		continue;
	}
	print("Segmenting " + names[i]);
	// As run("Segment Lymph Nodes...", "ct=[...] output=[...]"), but tells of an error in place of ending the macro.
	error = call("org.lymphatlas.command.Launcher.tryToRun", "Segment Lymph Nodes...",
		"ct=[" + input + names[i] + "] output=[" + results + "] " + options);
	if (error == "") done++;
	else failures = failures + "\n  " + names[i] + ": " + error;
}
print("Segmented " + done + " CT(s), skipped " + skipped + " done before.");
if (failures != "") print("These failed:" + failures);

function isCt(name) {
	endings = newArray(".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd");
	for (j = 0; j < endings.length; j++)
		if (endsWith(toLowerCase(name), endings[j])) return true;
	return endsWith(name, "/");
}

// The name without its ending; folders end in "/".
function caseName(name) {
	if (endsWith(name, "/")) return substring(name, 0, lengthOf(name) - 1);
	if (endsWith(toLowerCase(name), ".nii.gz")) return substring(name, 0, lengthOf(name) - 7);
	return substring(name, 0, lastIndexOf(name, "."));
}
