package org.lymphatlas.network.dl4j;
import java.util.*;
import org.lymphatlas.network.*;
final class Bench {
  static long rss() throws Exception { for (String l : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) if (l.startsWith("VmHWM")) return Long.parseLong(l.replaceAll("\\D", ""))/1024; return 0; }
  public static void main(String[] a) throws Exception {
    Dl4jEngine e = new Dl4jEngine();
    System.out.println(e.probe(Device.AUTO) + " threads " + Threads.count());
    if (a[0].equals("peer")) {
      Trainer t = e.trainer(PeerNetwork.SPEC, LossSpec.paperA(), new OptimizerSpec(.99, 3e-5, .5), new TrainerState(PeerNetwork.weights(), PeerNetwork.weights().zerosLike()), 2, new int[]{8,8,16}, Device.CPU);
      float[] z = t.logits(PeerNetwork.batch()); double s=0, ab=0; for (float v : z) { s+=v; ab+=Math.abs(v);} System.out.println("n "+z.length+" sum "+s+" abs "+ab+" "+z[0]+" "+z[1]+" "+z[17]+" "+z[z.length-1]);
      for (int i=0;i<4;i++) System.out.println(t.step(PeerNetwork.batch(), .01));
      return;
    }
    List<Integer> f = Arrays.stream(a[1].split(",")).map(Integer::valueOf).toList();
    List<Integer> b = Arrays.stream(a[2].split(",")).map(Integer::valueOf).toList();
    NetworkSpec spec = NetworkSpec.isotropic(3, f, b);
    int[] size = Arrays.stream(a[3].split("x")).mapToInt(Integer::parseInt).toArray();
    int reps = Integer.parseInt(a[4]);
    int vox = size[0]*size[1]*size[2];
    Random r = new Random(1);
    TrainerState st = TrainerState.initial(spec, 1);
    String head = a[1]+" blocks "+a[2]+" params "+st.weights().parameterCount()+" patch "+a[3];
    if (a[0].equals("predict")) {
      Predictor p = e.predictor(spec, st.weights(), Device.CPU);
      float[] x = new float[3*vox]; for (int i=0;i<x.length;i++) x[i]=(float)r.nextGaussian();
      double best=1e9, sum=0;
      for (int i=0;i<=reps;i++) { long t0=System.nanoTime(); p.logits(x,size); double ms=(System.nanoTime()-t0)/1e6; if(i>0){best=Math.min(best,ms);sum+=ms;} }
      System.out.printf("PREDICT %s: mean %.0f best %.0f ms, peak RSS %d MB, predicted %d MB%n", head, sum/reps, best, rss(), p.predictedBytes(size)>>20);
      return;
    }
    Trainer t = e.trainer(spec, LossSpec.paperA(), OptimizerSpec.nnunet(), st, 2, size, Device.CPU);
    float[] x = new float[6*vox], y = new float[2*vox], w = new float[2*vox];
    for (int i=0;i<x.length;i++) x[i]=(float)r.nextGaussian();
    for (int i=0;i<y.length;i++) { y[i]= x[(i/vox)*3*vox+i%vox]>2?1:0; w[i]=1; }
    Batch batch = new Batch(2,3,size,x,y,w);
    double[] cpu={0}; var os=(com.sun.management.OperatingSystemMXBean)java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    double best=1e9; List<Double> all=new ArrayList<>(); StepResult last=null;
    for (int i=0;i<=reps;i++) { if(i==1) cpu[0]=-os.getProcessCpuTime()/1e6; long t0=System.nanoTime(); last=t.step(batch,.01); double ms=(System.nanoTime()-t0)/1e6; if(i>0){best=Math.min(best,ms);all.add(ms);} }
    cpu[0]+=os.getProcessCpuTime()/1e6; Collections.sort(all);
    System.out.printf("TRAIN %s: median %.0f best %.0f ms, CPU %.0f ms, peak RSS %d MB, pool %d MB, %s%n", head, all.get(all.size()/2), best, cpu[0]/reps, rss(), ((Dl4jTrainer)t).bytes()>>20, last);
  }
}
