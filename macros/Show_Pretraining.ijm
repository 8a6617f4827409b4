// Shows one patch of a CT before and after each transformation of Model Genesis, with which a network is pre-trained
// (paper B, Fig. 2). Research use only.
//
// In ImageJ or Fiji: Plugins>Macros>Run..., then choose a CT. The patches are a hyperstack: slices along z, a frame for
// each transformation, each plane with a label that says which; brightness is in Hounsfield units.
// Without a window:  <ImageJ> -batch Show_Pretraining.ijm "/a/ct.nii.gz,/folder/for/results"
// which leaves pretraining.png, pretraining.tif (the hyperstack) and says in the log what the frames are.

options = "spacingMm=0.826,0.826,3 patch=224,128,64 seed=1";  // as paper B trains; a third value after the folder replaces it

argument = getArgument();
if (argument == "") {
	ct = File.openDialog("A CT");
	run("Show Pre-training...", "ct=[" + ct + "] output=[] " + options);
} else {
	parts = split(argument, ",");
	if (parts.length < 2) exit("Show_Pretraining needs a CT and a folder, with a comma between them: CT,results");
	ct = parts[0];
	results = parts[1] + File.separator;
	if (parts.length > 2) options = replace(parts[2], ";", ",");
	File.makeDirectory(results);
	run("Show Pre-training...", "ct=[" + ct + "] output=[" + results + "pretraining.png] " + options);
	run("Show Pre-training...", "ct=[" + ct + "] output=[" + results + "pretraining.tif] " + options);
	setBatchMode(true);
	open(results + "pretraining.tif");
	Stack.getDimensions(width, height, channels, slices, frames);
	print("Patch of " + width + "x" + height + "x" + slices + " voxels, " + frames + " frames:");
	for (t = 1; t <= frames; t++) {
		Stack.setPosition(1, 1, t);
		print("  " + t + ": " + getInfo("slice.label"));
	}
}
